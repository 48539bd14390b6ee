"""The sample network, looked at by tools that others made: axe-core, the Nu HTML checker, Lighthouse, and a browser that is driven as people drive it."""
