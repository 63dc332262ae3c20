// (module skeleton)
