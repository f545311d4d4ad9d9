"""The door that events and runs come in by: `/v1/…`, beside the pages, never behind them."""
