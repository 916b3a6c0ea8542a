using System.Text.Json.Nodes;

namespace SessionKeys.TestKit;

/// <summary>How a <see cref="PaymasterServer"/> behaves.</summary>
public sealed class PaymasterServerOptions
{
    /// <summary>Whether the paymaster signs after the account, which EntryPoint v0.9 allows.</summary>
    public bool SignsLate { get; init; }

    /// <summary>Whether the stub says that its data is final; true only of a paymaster that signs late.</summary>
    public bool SaysFinal { get; init; }

    /// <summary>Changes the answer with the stub: a lie.</summary>
    public Action<JsonObject>? ChangeStub { get; init; }

    /// <summary>Changes the answer with the final data: a lie.</summary>
    public Action<JsonObject>? ChangeFinal { get; init; }

    /// <summary>What every request gets instead of an answer.</summary>
    public FakeReply? Fault { get; init; }

    /// <summary>How long every answer takes.</summary>
    public TimeSpan Delay { get; init; }
}
