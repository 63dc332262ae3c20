import DurableFiles
import HumanEvaluation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves a `JudgeSite` by HTTP/1.1, on one event loop: requests are answered one after another, each in a millisecond or
/// so, which is what the disk takes to keep an answer.
///
/// A connection that says nothing for `patience` is closed, a body longer than the site takes is not read to its end, and
/// headers are bounded by the parser.
public final class JudgeServer: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let channel: any Channel

  /// How long a connection may be silent.
  static let patience = TimeAmount.seconds(60)

  /// Starts to listen on an address; port 0 takes any that is free. Throws `FileError` where the address cannot be had.
  public init(
    _ site: JudgeSite, host: String = "127.0.0.1", port: Int, complain: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 512)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(IdleStateHandler(allTimeout: Self.patience))
          try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
          try pipeline.addHandler(ExchangeHandler(site, complain))
        }
      }
    do {
      channel = try bootstrap.bind(host: host, port: port).wait()
    } catch {
      try? group.syncShutdownGracefully()
      throw FileError(
        .invalidArgument, subject: "\(host):\(port)", required: "an address of this machine whose port is free",
        given: "\(error)", remedy: "choose another --port, or 0 for any that is free")
    }
    self.group = group
  }

  /// The port that it listens on.
  public var port: Int { channel.localAddress?.port ?? 0 }

  /// Stops to listen, and ends what is under way.
  public func stop() throws {
    try channel.close().wait()
    try group.syncShutdownGracefully()
  }
}

/// Gathers a request, asks the site, writes the response.
private final class ExchangeHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let site: JudgeSite
  private let complain: @Sendable (String) -> Void
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ site: JudgeSite, _ complain: @escaping @Sendable (String) -> Void) {
    self.site = site
    self.complain = complain
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
      // Said before it is sent: refused before it is read.
      if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }), length > JudgeSite.bodyLimit {
        refuseBody(context)
      }
    case .body(let bytes):
      guard head != nil else { return }
      guard body.count + bytes.readableBytes <= JudgeSite.bodyLimit else { return refuseBody(context) }
      body += bytes.readableBytesView
    case .end:
      guard let head else { return }
      self.head = nil
      var headers: [String: String] = [:]
      // The first of each name counts; two different Hosts are one too many, and the parser leaves that to us.
      for (name, value) in head.headers where headers[name.lowercased()] == nil { headers[name.lowercased()] = value }
      let request = SiteRequest(head.method.rawValue, head.uri, headers: headers, body: body)
      let isDoubled = head.headers["host"].count > 1
      let response =
        isDoubled
        ? SiteResponse.refused(400, "one Host is required") : site.respond(to: request, complain: complain)
      write(response, to: head, context, isLast: !head.isKeepAlive || isDoubled)
    }
  }

  private func refuseBody(_ context: ChannelHandlerContext) {
    guard let head else { return }
    self.head = nil
    write(.refused(413, "at most \(JudgeSite.bodyLimit) bytes are taken"), to: head, context, isLast: true)
  }

  private func write(
    _ response: SiteResponse, to head: HTTPRequestHead, _ context: ChannelHandlerContext, isLast: Bool
  ) {
    var headers = HTTPHeaders(SiteResponse.headers)
    headers.add(name: "Content-Type", value: response.type)
    headers.add(name: "Content-Length", value: "\(response.body.count)")
    if isLast { headers.add(name: "Connection", value: "close") }
    let start = HTTPResponseHead(
      version: head.version, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
    context.write(wrapOutboundOut(.head(start)), promise: nil)
    if head.method != .HEAD, !response.body.isEmpty {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
    }
    let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    if isLast {
      let channel = context.channel
      written.whenComplete { _ in channel.close(promise: nil) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
