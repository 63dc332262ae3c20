#if COUNTERPLAY_TORCH
  import GnuplotScripts
  import Reports

  /// What all families have reached on all images, as numbers, as tables, and as one figure.
  struct TaxonomyTable {
    private struct Cell: Hashable {
      var images: String, family: String
    }
    /// The families in the order in which they came.
    private(set) var families: [any TaxonomyFamily] = []
    private var scores: [Cell: [TaxonomyScore]] = [:]

    /// Takes in the next seed.
    mutating func add(_ score: TaxonomyScore, of family: any TaxonomyFamily, on images: TaxonomyPlan.Images) {
      if !families.contains(where: { $0.name == family.name }) { families.append(family) }
      scores[Cell(images: images.name, family: family.name), default: []].append(score)
    }

    /// The scores of a family, one a seed.
    func scores(_ family: any TaxonomyFamily, _ images: TaxonomyPlan.Images) -> [TaxonomyScore] {
      scores[Cell(images: images.name, family: family.name)] ?? []
    }

    /// One number of them.
    func spread(
      _ family: any TaxonomyFamily, _ images: TaxonomyPlan.Images, _ value: (TaxonomyScore) -> Double
    ) -> SeedSpread {
      SeedSpread(scores(family, images).map(value))
    }

    // MARK: - The table

    /// A row a family and seed.
    func table(_ images: TaxonomyPlan.Images) throws -> Table {
      let rows = families.enumerated().flatMap { place, family in
        scores(family, images).enumerated().map { (family: place + 1, seed: $0.offset, score: $0.element) }
      }
      func column(_ title: String, _ value: (TaxonomyScore) -> Double) -> Table.Column {
        .init(title, rows.map { value($0.score) })
      }
      let names = families.enumerated().map { place, family in
        "\(place + 1) \(family.title)\(family.likelihood == .none ? "" : ", \(family.likelihood.rawValue)")"
      }
      return try Table([
        .init("family (\(names.joined(separator: "; ")))", rows.map { Double($0.family) }),
        .init("seed", rows.map { Double($0.seed) }),
        column("-log p or its bound (\(images.unit))") { $0.likelihood },
        column("inception score") { $0.inception }, column("inception score of data") { $0.inceptionOfData },
        column("diversity score") { $0.diversity },
        column("Fréchet distance") { $0.frechet }, column("Fréchet distance of data to data") { $0.frechetOfData },
        column("density") { $0.density }, column("coverage") { $0.coverage },
        column("coverage of data by data") { $0.coverageOfData },
        column("sharpness over that of data") { $0.sharpness },
        column("time to train (s)") { $0.seconds }, column("steps") { Double($0.steps) },
        column("time of a thousand samples (s)") { $0.secondsToSample },
        column("parameters") { Double($0.parameters) },
      ])
    }

    // MARK: - The figure

    private struct Measure {
      var title: String
      var scale = Axis.Scale.linear
      /// What data score against data; nil where that says nothing.
      var data: ((TaxonomyScore) -> Double)?
      var value: (TaxonomyScore) -> Double
    }

    private func measures(_ images: TaxonomyPlan.Images) -> [Measure] {
      [
        Measure(title: "inception score", data: \.inceptionOfData, value: \.inception),
        Measure(title: "Fréchet distance / that of data", scale: .log, data: { _ in 1 }, value: \.frechetRatio),
        Measure(title: "coverage", data: \.coverageOfData, value: \.coverage),
        Measure(title: "diversity score", data: { _ in 1 }, value: \.diversity),
        Measure(title: "sharpness / that of data", data: { _ in 1 }, value: \.sharpness),
        Measure(title: "time a step (ms)", scale: .log) { 1000 * $0.seconds / Double(max(1, $0.steps)) },
        Measure(title: "time of a thousand samples (s)", scale: .log, value: \.secondsToSample),
        Measure(title: "-log p, or its bound (\(images.unit))", value: \.likelihood),
      ]
    }

    /// Two rows of panels a set of images, a panel a measure, a column a family, a point a seed.
    func sheet(_ plan: TaxonomyPlan) -> Sheet {
      let panels = plan.images.flatMap { images in
        measures(images).map { measure in
          let all = families.flatMap { scores($0, images) }
          var layers: [PlotLayer] = []
          if let data = measure.data {
            let level = SeedSpread(all.map(data).filter(\.isFinite)).median
            if level.isFinite, level > 0 || measure.scale == .linear {
              layers.append(.horizontalLine(at: level, label: "data"))
            }
          }
          for (place, family) in families.enumerated() {
            let values = scores(family, images).map(measure.value).filter(\.isFinite)
            // A family without likelihoods has no point there; its style is by its place in the table.
            if values.isEmpty { continue }
            layers.append(
              .points(
                Series(
                  label: family.title, x: values.map { _ in Double(place) }, y: values,
                  style: LineStyle.numbered(place))))
          }
          return Figure(
            title: images.title,
            x: Axis("family", range: .between(-0.6, Double(families.count) - 0.4), ticks: .hidden),
            y: Axis(measure.title, scale: measure.scale), layers: layers)
        }
      }
      return Sheet(
        title: "Families of generative models after equal time of training: a point a seed", columns: 4, panels: panels,
        size: PictureSize(width: 1800, height: 60 + 400 * ((panels.count + 3) / 4)))
    }
  }
#endif
