"""What a café is: plain rules and values. Standard library only; no I/O, no clock, no chance of its own."""
