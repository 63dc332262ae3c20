extension ExperimentCatalogue {
  #if COUNTERPLAY_TORCH
    /// The experiments that train networks, in the catalogue's order: those of this folder.
    static let ofNetworks: [any Experiment] = [
      ICRMNIST(),
      ICRCIFAR(),
      GANStability(),
      CFGSaturation(),
      CFGModes(),
      CFGMNIST(),
      CFGSVHN(),
      CFGLSUN(),
      LAPGAN(),
      MSRLayerwise(),
      MSRSparsity(),
      MSRMoments(),
      MSRFeatures(),
      FewLabels(),
      Taxonomy(),
    ]
  #else
    /// None: this program was built without libtorch.
    static let ofNetworks: [any Experiment] = []
  #endif
}
