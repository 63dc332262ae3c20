import Testing
import TorchTensors

@Suite struct NetworkOperationTests {
  /// Rows 1 2 3 / 4 5 6 / 7 8 9 under the kernel 1 2 / 3 4: the first window gives 1·1 + 2·2 + 4·3 + 5·4 = 37.
  @Test func convolutionOfAThreeByThreeImage() throws {
    let x = try Tensor.arange(from: 1, to: 10, dtype: .float64).reshape([1, 1, 3, 3])
    let weight = try tensor([1, 2, 3, 4], [1, 1, 2, 2])
    try expectClose(x.conv2d(weight: weight), [37, 47, 67, 77], shape: [1, 1, 2, 2])
    try expectClose(x.conv2d(weight: weight, bias: tensor([0.5]), stride: 2), [37.5], shape: [1, 1, 1, 1])
    // Dilated by 2, the kernel meets the four corners: 1·1 + 3·2 + 7·3 + 9·4 = 64.
    try expectClose(x.conv2d(weight: weight, dilation: 2), [64])
    let error = torchError { try x.conv2d(weight: .zeros([1, 2, 2, 2], dtype: .float64)) }
    #expect(error?.operation == "conv2d")
    #expect(
      error?.message.contains("expected input[1, 1, 3, 3] to have 2 channels, but got 1 channels instead") == true)
  }

  /// ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩ with stride 2, padding 1, two groups. Heights 7 → (7+2-2-1)/2+1 = 4 → 7; widths
  /// 6 → 3 → 5 + output padding 1.
  @Test func transposedConvolutionIsTheAdjoint() throws {
    let random = try RandomStream(seed: 2)
    let x = try random.normal([2, 4, 7, 6], dtype: .float64)
    let weight = try random.normal([6, 2, 3, 3], dtype: .float64)
    let image = try x.conv2d(weight: weight, stride: 2, padding: 1, groups: 2)
    #expect(image.shape == [2, 6, 4, 3])
    let y = try random.normal(image.shape, dtype: .float64)
    let back = try y.convTranspose2d(weight: weight, stride: 2, padding: 1, outputPadding: Pair(0, 1), groups: 2)
    #expect(back.shape == x.shape)
    let left = try (image * y).sum().item()
    let right = try (x * back).sum().item()
    #expect(abs(left - right) < 1e-11)
  }

  /// Large products take a way of their own in single precision, double precision does not: value, gradients and second
  /// derivatives (of ½ Σ tanh² of the result, along a direction) must agree, for a size on either side of the bound
  /// and one whose weight gradient gathers its operands.
  @Test(arguments: [(8, 20, 30), (128, 64, 48), (16, 1024, 1100)])
  func largeMatrixProducts(size: (rows: Int, from: Int, to: Int)) throws {
    let random = try RandomStream(seed: 21)
    let x = try random.normal([size.rows, size.from], dtype: .float64)
    let weight = try random.normal([size.to, size.from], dtype: .float64) * 0.05
    let bias = try random.normal([size.to], dtype: .float64)
    let directions = try [x, weight, bias].map { try random.normal($0.shape, dtype: .float64) }
    func numbers(_ type: DType) throws -> [Tensor] {
      let inputs = try [x, weight, bias].map { try $0.to(type).clone().setRequiresGradient(true) }
      let y = try inputs[0].linear(weight: inputs[1], bias: inputs[2])
      let value = try (y.tanh() * y.tanh()).sum() * 0.5
      let first = try Tensor.gradients(of: [value], withRespectTo: inputs, createGraph: true)
      let second = try Tensor.gradients(
        of: first, withRespectTo: inputs, cotangents: directions.map { try $0.to(type) })
      return try ([y] + first + second).map { try $0.detach().to(.float64) }
    }
    for (single, double) in zip(try numbers(.float32), try numbers(.float64)) {
      #expect(single.shape == double.shape)
      #expect(try (single - double).abs().max().item() < 2e-5 * double.abs().max().item())
    }
  }

  /// Images of few channels take a way of their own in single precision. Double precision does not: the two must agree,
  /// to single precision's rounding of sums of some hundred terms. Kernel, stride and padding are the usual ones (4, 2,
  /// 1), one whose kernel is one stride (2, 2, 0), long strides (5, 3, 1; 8, 4, 2), and one that is out of step with
  /// its stride (3, 2, 1), which takes the common way.
  @Test(arguments: [(4, 2, 1), (2, 2, 0), (5, 3, 1), (8, 4, 2), (3, 2, 1), (6, 2, 2)], [1, 3, 9])
  func transposedConvolutionToFewChannels(geometry: (kernel: Int, stride: Int, padding: Int), channels: Int) throws {
    let random = try RandomStream(seed: 20)
    let g = try random.normal([2, 5, 4, 6], dtype: .float64)
    let weight = try random.normal([5, channels, geometry.kernel, geometry.kernel], dtype: .float64)
    func image(_ type: DType) throws -> Tensor {
      try g.to(type).convTranspose2d(
        weight: weight.to(type), stride: Pair(geometry.stride), padding: Pair(geometry.padding))
    }
    let (single, double) = (try image(.float32).to(.float64), try image(.float64))
    #expect(single.shape == double.shape)
    #expect(try (single - double).abs().max().item() < 1e-5 * double.abs().max().item())
  }

  /// The channel holds 1 and 3: mean 2, variance 1, √(1 + epsilon) = 2 with epsilon 3, so ∓1/2; times 2 plus 1:
  /// 0 and 2.
  /// Running mean 0 → 0.1·2; running variance 1 → 0.9 + 0.1·2, for the unbiased variance is 2.
  @Test func batchNormalization() throws {
    let x = try tensor([1, 3], [2, 1])
    let weight = try tensor([2])
    let bias = try tensor([1])
    let mean = try tensor([0])
    let variance = try tensor([1])
    let y = try x.batchNorm(
      weight: weight, bias: bias, runningMean: mean, runningVariance: variance, training: true, momentum: 0.1,
      epsilon: 3)
    try expectClose(y, [0, 2], shape: [2, 1])
    try expectClose(mean, [0.2])
    try expectClose(variance, [1.1])
    // √(1.1 + 2.9) = 2: (1 - 0.2)/2 and (3 - 0.2)/2; the running statistics stay.
    let z = try x.batchNorm(runningMean: mean, runningVariance: variance, training: false, epsilon: 2.9)
    try expectClose(z, [0.4, 1.4])
    try expectClose(mean, [0.2])
    let error = torchError { try x.batchNorm(training: false) }
    #expect(error?.operation == "batchNorm")
    #expect(error?.message.contains("running_mean") == true)
  }

  /// The same 1 and 3 as the elements of a row, of an image, of a group.
  @Test func otherNormalizations() throws {
    try expectClose(tensor([1, 3], [1, 2]).layerNorm([2], epsilon: 3), [-0.5, 0.5])
    try expectClose(
      tensor([1, 3], [1, 2]).layerNorm([2], weight: tensor([2, 4]), bias: tensor([1, 1]), epsilon: 3), [0, 3])
    let image = try tensor([1, 3, 10, 30], [1, 2, 1, 2])
    try expectClose(image.instanceNorm(epsilon: 3).narrow(1, start: 0, length: 1), [-0.5, 0.5])
    try expectClose(image.groupNorm(groups: 2, epsilon: 3).select(1, 0), [-0.5, 0.5])
    #expect(torchError { try image.groupNorm(groups: 3) }?.operation == "groupNorm")
  }

  @Test func pooling() throws {
    let x = try Tensor.arange(to: 16, dtype: .float64).reshape([1, 1, 4, 4])
    try expectClose(x.maxPool2d(2), [5, 7, 13, 15], shape: [1, 1, 2, 2])
    try expectClose(x.averagePool2d(2), [2.5, 4.5, 10.5, 12.5])
    try expectClose(x.averagePool2d(2, stride: 1).select(2, 0), [2.5, 3.5, 4.5])
    try expectClose(x.maxPool2d(Pair(4, 1)), [12, 13, 14, 15], shape: [1, 1, 1, 4])
    try expectClose(x.adaptiveAveragePool2d(1), [7.5])
    try expectClose(
      tensor([1, 2], [1, 1, 1, 2]).upsampleNearest2d(Pair(2, 4)), [1, 1, 2, 2, 1, 1, 2, 2], shape: [1, 1, 2, 4])
    try expectClose(tensor([1, 2, 3, 4], [1, 4, 1, 1]).pixelShuffle(2), [1, 2, 3, 4], shape: [1, 1, 2, 2])
  }

  @Test func padding() throws {
    let x = try tensor([1, 2, 3], [1, 1, 3])
    try expectClose(x.pad([1, 2]), [0, 1, 2, 3, 0, 0])
    try expectClose(x.pad([1, 0], .constant(9)), [9, 1, 2, 3])
    try expectClose(x.pad([1, 1], .reflect), [2, 1, 2, 3, 2])
    try expectClose(x.pad([1, 1], .replicate), [1, 1, 2, 3, 3])
    try expectClose(x.pad([1, 1], .circular), [3, 1, 2, 3, 1])
  }

  /// A small network with all that a GAN's has: the Hessian-vector product by a second derivative must agree with the
  /// central difference of gradients, whose error is of order h² = 1e-10 relative to third derivatives.
  @Test func secondDerivativesOfANetworkAgreeWithDifferences() throws {
    let random = try RandomStream(seed: 3)
    let z = try random.normal([3, 4, 2, 2], dtype: .float64)
    let up = try random.normal([4, 2, 4, 4], dtype: .float64)
    let down = try random.normal([3, 2, 4, 4], dtype: .float64)
    func gradient(at up: Tensor, createGraph: Bool) throws -> Tensor {
      let image = try z.convTranspose2d(weight: up, stride: 2, padding: 1).batchNorm(training: true).tanh()
      let logits = try image.conv2d(weight: down, stride: 2, padding: 1).leakyRelu(slope: 0.2).mean([1, 2, 3])
      return try Tensor.gradients(of: [logits.softplus().mean()], withRespectTo: [up], createGraph: createGraph)[0]
    }
    try up.setRequiresGradient(true)
    let v = try random.normal(up.shape, dtype: .float64)
    let exact = try Tensor.gradients(
      of: [gradient(at: up, createGraph: true)], withRespectTo: [up], cotangents: [v])[0]
    let h = 1e-5
    let ahead = try gradient(at: (up + h * v).detach().setRequiresGradient(true), createGraph: false)
    let behind = try gradient(at: (up - h * v).detach().setRequiresGradient(true), createGraph: false)
    let difference = try (ahead - behind) / (2 * h)
    let scale = try exact.norm().item()
    #expect(scale > 1e-3)
    #expect(try (exact - difference).norm().item() < 1e-6 * scale)
  }
}
