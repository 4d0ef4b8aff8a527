"""The roof, for the terminal: flask cafe …"""
