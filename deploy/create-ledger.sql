CREATE DATABASE ledger OWNER rollout;
