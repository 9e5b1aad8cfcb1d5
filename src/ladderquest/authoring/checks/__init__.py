"""The families of checks: one module each, all of them run by ``authoring.checking``."""
