// (test skeleton)
import Testing
