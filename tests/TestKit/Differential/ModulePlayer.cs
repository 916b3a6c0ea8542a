using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>
/// Plays cases on the real module: one <c>eth_call</c> for each, in which the contract <c>ModulePlayer</c> stands where
/// the account stands and makes all its calls. Nothing of a case stays.
/// </summary>
public sealed class ModulePlayer
{
    private const ulong Gas = 1_000_000_000;

    private static readonly AbiFunction Play = AbiFunction.Parse("play(address,bytes32[],bytes[])");

    private readonly AnvilClient _node;
    private readonly Address _module;
    private readonly string _code;

    public ModulePlayer(AnvilClient node, Address module)
    {
        _node = node;
        _module = module;
        _code = Hex.Format(ContractArtifact.Load("ModulePlayer").RuntimeCode);
    }

    /// <summary>Plays a case.</summary>
    /// <returns>What came of each step.</returns>
    public async Task<IReadOnlyList<PlayedStep>> PlayAsync(
        DifferentialCase played, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(played);
        object[] sessions = [.. played.Sessions.Select(id => (object)id.Value)];
        object[] steps = [.. played.Steps.Select(step => (object)step.Call.ToArray())];
        byte[] call = Play.EncodeCall([_module, sessions, steps]);
        JsonElement answer = await _node.Rpc
            .CallAsync("eth_call", writer => Write(writer, played, call), cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<object> outcomes = (IReadOnlyList<object>)AbiDecoder.Decode(
            "((bool,bytes,uint256[])[])", Hex.Parse(answer.GetString()!))[0];
        return [.. outcomes.Select(outcome => PlayedStep.Read((IReadOnlyList<object>)outcome))];
    }

    private void Write(Utf8JsonWriter writer, DifferentialCase played, byte[] call)
    {
        string account = played.Account.Address.ToString();
        writer.WriteStartObject();
        writer.WriteString("from", account);
        writer.WriteString("to", account);
        writer.WriteString("gas", ((UInt256)Gas).ToHex());
        writer.WriteString("data", Hex.Format(call));
        writer.WriteEndObject();
        writer.WriteStringValue("latest");
        writer.WriteStartObject();
        writer.WriteStartObject(account);
        writer.WriteString("code", _code);
        writer.WriteEndObject();
        writer.WriteStartObject(_module.ToString());
        writer.WriteStartObject("stateDiff");
        writer.WriteString(SlotOf(played.Account.Address), Hex.Format(played.AccountSlot.ToArray()));
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("time", ((UInt256)played.BlockTime).ToHex());
        writer.WriteEndObject();
    }

    /// <summary>The mapping of accounts is the module's first variable.</summary>
    private static string SlotOf(Address account) =>
        Keccak256.Hash([.. new byte[12], .. account.ToArray(), .. new byte[32]]).ToString();
}
