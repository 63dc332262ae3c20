import CTorch

/// Images are (N, C, H, W).
extension Tensor {
  /// The largest element of each window. `stride` nil means the size of the window.
  public func maxPool2d(_ window: Pair, stride: Pair? = nil, padding: Pair = 0) throws(TorchError) -> Tensor {
    let step = stride ?? window
    return try Tensor.make("maxPool2d", using: self) { out in
      window.withNumbers { window in
        step.withNumbers { stride in
          padding.withNumbers { ct_max_pool2d(handle, window, stride, $0, out) }
        }
      }
    }
  }

  /// The mean of each window, padded zeros included. `stride` nil means the size of the window.
  public func averagePool2d(_ window: Pair, stride: Pair? = nil, padding: Pair = 0) throws(TorchError) -> Tensor {
    let step = stride ?? window
    return try Tensor.make("averagePool2d", using: self) { out in
      window.withNumbers { window in
        step.withNumbers { stride in
          padding.withNumbers { ct_average_pool2d(handle, window, stride, $0, out) }
        }
      }
    }
  }

  /// Means over windows chosen so that the result has height and width `size`.
  public func adaptiveAveragePool2d(_ size: Pair) throws(TorchError) -> Tensor {
    try Tensor.make("adaptiveAveragePool2d", using: self) { out in
      size.withNumbers { ct_adaptive_average_pool2d(handle, $0, out) }
    }
  }

  /// Height and width stretched to `size`, each pixel a copy of the nearest.
  public func upsampleNearest2d(_ size: Pair) throws(TorchError) -> Tensor {
    try Tensor.make("upsampleNearest2d", using: self) { out in
      size.withNumbers { ct_upsample_nearest2d(handle, $0, out) }
    }
  }

  /// (N, C r², H, W) to (N, C, H r, W r) with r = `factor`: channels become pixels.
  public func pixelShuffle(_ factor: Int) throws(TorchError) -> Tensor {
    try Tensor.make("pixelShuffle", using: self) { ct_pixel_shuffle(handle, Int64(factor), $0) }
  }

  /// What `pad` puts around a tensor.
  public enum Padding: Sendable {
    /// This number.
    case constant(Double)
    /// The elements mirrored at the border, the border's own not repeated.
    case reflect
    /// The nearest element.
    case replicate
    /// The elements from the other side.
    case circular
  }

  /// Wider by `amounts`, given from the last dimension on: [left, right, top, bottom, …]; negative ones cut off.
  public func pad(_ amounts: [Int], _ padding: Padding = .constant(0)) throws(TorchError) -> Tensor {
    let (mode, value): (String, Double) =
      switch padding {
      case .constant(let value): ("constant", value)
      case .reflect: ("reflect", 0)
      case .replicate: ("replicate", 0)
      case .circular: ("circular", 0)
      }
    return try Tensor.make("pad", using: self) { out in
      amounts.withNumbers { ct_pad(handle, $0, $1, mode, value, out) }
    }
  }
}
