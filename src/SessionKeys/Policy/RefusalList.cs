using System.Collections.Frozen;

namespace SessionKeys;

/// <summary>Collects what the module refuses, with the bytes that it reverts with.</summary>
internal sealed class RefusalList
{
    private const string Panic = "Panic";

    /// <summary>Of Solidity itself: Panic(uint256), and the code of an overflow.</summary>
    private static readonly byte[] PanicSelector = [0x4e, 0x48, 0x7b, 0x71];

    private static readonly FrozenDictionary<string, byte[]> Selectors =
        ModuleErrorTable.All.ToFrozenDictionary(error => error.Name, error => error.Function.Selector.ToArray());

    private readonly List<PolicyViolation> _violations = [];

    public int Count => _violations.Count;

    public ValueList<PolicyViolation> ToValueList() => _violations.ToValueList();

    /// <summary>Every argument of every error is one word.</summary>
    public void Add(string name, params ReadOnlySpan<UInt256> arguments)
    {
        byte[] data = Encode(Selectors[name], arguments);
        _ = ModuleErrors.TryDecode(data, out SessionRefusal? refusal);
        _violations.Add(new PolicyViolation(refusal!, data));
    }

    /// <summary>The arithmetic of Solidity went over 2^256: only with gas fields that no EntryPoint takes.</summary>
    public void AddOverflow()
    {
        UInt256 code = 0x11UL;
        OtherRefusal refusal = new(
            Panic,
            new Dictionary<string, object> { ["code"] = code },
            "The operation was refused: its gas costs 2^256 wei or more; allowed is what the EntryPoint takes, 120 " +
            "bits in each gas field. Take the gas fields from the bundler's estimate.");
        _violations.Add(new PolicyViolation(refusal, Encode(PanicSelector, [code])));
    }

    private static byte[] Encode(byte[] selector, ReadOnlySpan<UInt256> arguments)
    {
        byte[] data = new byte[selector.Length + (UInt256.Length * arguments.Length)];
        selector.CopyTo(data, 0);
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i].WriteBigEndian(data.AsSpan(selector.Length + (UInt256.Length * i)));
        }

        return data;
    }
}
