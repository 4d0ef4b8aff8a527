"""The print pack: the Roster in, sheets of paper out.

`python -m cafe.printing PART --paper a4|a5 --language de|en < roster.json > file.pdf`
"""
