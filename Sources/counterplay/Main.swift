import ArgumentParser
// Linked for maps' sake, see KernelTable.linked; nothing here calls it.
import CompiledKernels
import Foundation
import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import MatrixGameFiles
import Reports
import StabilityAnalysis

#if COUNTERPLAY_TORCH
  import Evaluation
  import GANs
  import Training
  import NeuralNetworks
#endif

/// The command line. It reads the catalogues and contains no mathematics.
struct Counterplay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "counterplay",
    abstract: "The dynamics of two-player differentiable games, from x² + 10xy + y² to the training of a GAN.",
    discussion: """
      Each player minimises its own loss: x minimises f, y minimises g; a zero-sum game min_x max_y f has g = -f.

      EXAMPLES
        counterplay list
        counterplay run icr-learning-speed --out out/icr
        counterplay simulate --game bilinear --optimizer cgd --eta-x 0.2 --eta-y 0.2
        counterplay map --game quadratic --optimizer simgd --resolution 256
        counterplay train --data synthetic --optimizer simgd --steps 500
        counterplay sample out/train --count 100

      EXIT CODES
        0 done; 1 failed; 3 a claim of an experiment does not hold; 64 wrong usage; 128 + n ended by signal n (130 Ctrl-C)
      """,
    version: counterplayVersion,
    subcommands: [
      ListCommand.self, RunCommand.self, SimulateCommand.self, MapCommand.self, ContinueCommand.self, TuneCommand.self,
      BasinsCommand.self, ExploreCommand.self, AtlasCommand.self,
      TrainCommand.self, XICFGCommand.self, ClassifyCommand.self, AutoencodeCommand.self, VAECommand.self,
      AutoregressCommand.self,
      SampleCommand.self, InterpolateCommand.self, ArithmeticCommand.self, NearestCommand.self,
      EvaluateCommand.self, JudgeCommand.self, ExportCommand.self, StabilityCommand.self, DataCommand.self,
    ])
}

@main
struct Main {
  static func main() {
    let line = ArgumentLine(Array(CommandLine.arguments.dropFirst()), of: Counterplay.self)
    Interruption.refuseOverlongFiles()
    do {
      try line.check()
      var command = try Counterplay.parseAsRoot(line.words)
      do {
        try command.run()
      } catch {
        throw asUsage(error) ?? error
      }
    } catch let error as ValidationError {
      tell("Error: \(error.message)\n\(line.usage(of: Counterplay.self))")
      Foundation.exit(ExitCode.validationFailure.rawValue)
    } catch {
      Counterplay.exit(withError: error)
    }
  }

  /// Names that are in no catalogue, numbers out of their bounds and files that are not what is asked for are wrong
  /// usage: exit code 64. What fails in computing, or at the disk, is not: exit code 1.
  static func asUsage(_ error: any Error) -> ValidationError? {
    switch error {
    case let error as CatalogueError: return ValidationError(error.description)
    case let error as ParameterError: return ValidationError(error.description)
    case let error as CompositionError: return ValidationError(error.description)
    case let error as VectorError: return ValidationError(error.description)
    case let error as QuantityError: return ValidationError(error.description)
    case let error as SpectrumError: return ValidationError(error.description)
    case let error as TuningError: return ValidationError(error.description)
    case let error as BranchError: return ValidationError(error.description)
    case let error as ExpressionError: return ValidationError(error.description)
    case let error as MatrixGameError: return ValidationError(error.description)
    case let error as MapError:
      switch error {
      case .cancelled: return nil
      default: return ValidationError(error.description)
      }
    default: break
    }
    #if COUNTERPLAY_TORCH
      if let error = error as? TrainingError { return ValidationError(error.description) }
      if let error = error as? GANError { return ValidationError(error.description) }
      if let error = error as? EvaluationError { return ValidationError(error.description) }
      if let error = error as? ArchitectureError { return ValidationError(error.description) }
    #endif
    return nil
  }
}
