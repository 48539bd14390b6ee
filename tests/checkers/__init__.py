"""The sample network, examined by tools that others made.

They are axe-core, the Nu HTML checker, Lighthouse, and a browser that is driven as people drive it.
"""
