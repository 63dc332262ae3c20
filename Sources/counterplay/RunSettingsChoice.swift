#if COUNTERPLAY_TORCH
  import ArgumentParser
  import Foundation
  import Training

  /// Where the settings of a run come from, the nearer the stronger: its flags, a file, the run that is resumed, the
  /// standard values.
  struct RunSettingsChoice<Table: SettingTable>: ParsableArguments {
    @OptionGroup var flags: SettingFlags<Table>

    @Option(help: "A YAML file of settings, as --print-config shows them.", completion: .file(extensions: ["yaml"]))
    var config: String?

    @Flag(help: "Show the whole effective configuration as YAML, and train nothing.")
    var printConfig = false

    /// The settings of a run in `folder`. Throws what is wrong with them, and where they are not those of the run to be
    /// resumed.
    func settings(
      in folder: URL, resuming: Bool, standard: Settings<Table> = Settings()
    ) throws -> Settings<Table> {
      let before =
        try resuming
        ? RunFiles.latest(in: folder).map { try Settings<Table>(texts: $0.manifest.configuration.texts) } : nil
      let chosen = try flags.settings(
        over: config.map { try Settings<Table>(contentsOf: URL(fileURLWithPath: $0)) } ?? before ?? standard)
      return try before.map { try chosen.resuming($0, folder: folder) } ?? chosen
    }
  }
#endif
