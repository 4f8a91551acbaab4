"""What is printed or sent as a file: spreadsheets, certificates, sheets."""
