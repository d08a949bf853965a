"""Simulated people and what they show about a bank: arithmetic, no news of real careers."""
