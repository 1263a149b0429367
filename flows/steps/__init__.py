"""Steps that several flows and the command line take."""
