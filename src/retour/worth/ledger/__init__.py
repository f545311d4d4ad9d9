"""The ledger: what each automation brought and cost in each closed month, sealed, recomputable, restated."""
