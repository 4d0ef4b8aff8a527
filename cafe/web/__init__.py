"""The roof, for browsers: pages and the gate over HTTP. It translates and never decides."""
