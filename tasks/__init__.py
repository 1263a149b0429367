"""UNITS OF WORK: Prefect tasks, one verb each. Short bodies that call the domain and a connector protocol."""
