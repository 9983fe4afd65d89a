"""What happens to a request between the connection and the engine: cache, budgets, log, health."""
