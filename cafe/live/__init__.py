"""The roof, for sockets: it carries commands in and changes out, and knows no rules."""
