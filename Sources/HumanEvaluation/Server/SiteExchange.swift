/// A request to the page's server, as far as anything of it counts.
public struct SiteRequest: Sendable {
  /// `GET`, `HEAD`, `POST`, ….
  public var method: String
  /// What stands in the request line: `/sessions/…?…`.
  public var target: String
  /// Header fields by their names in lower case.
  public var headers: [String: String]
  /// The body.
  public var body: [UInt8]

  /// A request.
  public init(_ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}

/// What is sent back.
public struct SiteResponse: Sendable {
  /// The status: 200, 404, ….
  public var status: Int
  /// `text/html; charset=utf-8`, ….
  public var type: String
  /// The body.
  public var body: [UInt8]

  init(_ status: Int, _ type: String, _ body: [UInt8]) {
    self.status = status
    self.type = type
    self.body = body
  }

  /// A refusal, with a sentence for whoever reads it.
  public static func refused(_ status: Int, _ sentence: String) -> SiteResponse {
    SiteResponse(status, "text/plain; charset=utf-8", Array((sentence + "\n").utf8))
  }

  /// Sent with every response: nothing from elsewhere is loaded, nothing is framed, guessed, kept or passed on.
  public static let headers = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
  ]
}
