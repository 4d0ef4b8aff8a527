"""Set-up and upkeep of the project's folder; nothing here runs in the café itself."""
