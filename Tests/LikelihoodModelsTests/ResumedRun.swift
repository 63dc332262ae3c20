import TestSupport
import Testing
import Training

/// Expects that a run which is killed after four of its six steps and resumed is the unbroken one, bit for bit.
func expectResumedIsStraightThrough<Problem: TrainingProblem>(_ trainer: (_ steps: Int) throws -> Trainer<Problem>)
  throws
{
  let scratch = try ScratchFolder()
  let straight = try trainer(6).run()
  _ = try trainer(4).run(files: RunFiles(folder: scratch.url))
  let resumed = try trainer(6).run(files: RunFiles(folder: scratch.url, start: .resuming))
  #expect(resumed.firstStep == 4 && resumed.history == straight.history)
  #expect(try resumed.point.x.flat.bytes() == straight.point.x.flat.bytes())
}
