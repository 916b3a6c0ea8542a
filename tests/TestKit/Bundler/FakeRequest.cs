using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>A request that the <see cref="FakeBundler"/> received.</summary>
/// <param name="Method">The JSON-RPC method.</param>
/// <param name="Parameters">The parameter array.</param>
/// <param name="ContentType">The content type that the client sent.</param>
/// <param name="Body">The whole body as it came.</param>
public sealed record FakeRequest(string Method, JsonElement Parameters, string ContentType, string Body);
