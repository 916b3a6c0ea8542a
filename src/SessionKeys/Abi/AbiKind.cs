namespace SessionKeys;

/// <summary>The families of types of the contract ABI.</summary>
public enum AbiKind
{
    /// <summary><c>uint8</c> to <c>uint256</c>; values are <see cref="UInt256"/>.</summary>
    UnsignedInteger,

    /// <summary><c>int8</c> to <c>int256</c>; values are <see cref="System.Numerics.BigInteger"/>.</summary>
    SignedInteger,

    /// <summary><c>address</c>; values are <see cref="SessionKeys.Address"/>.</summary>
    Address,

    /// <summary><c>bool</c>; values are <see cref="bool"/>.</summary>
    Boolean,

    /// <summary><c>bytes1</c> to <c>bytes32</c>; values are byte arrays of that length.</summary>
    FixedBytes,

    /// <summary><c>bytes</c>; values are byte arrays.</summary>
    Bytes,

    /// <summary><c>string</c>; values are <see cref="string"/>.</summary>
    String,

    /// <summary><c>T[]</c> or <c>T[k]</c>; values are lists.</summary>
    Array,

    /// <summary><c>(T1,T2,...)</c>; values are lists with one item for each component.</summary>
    Tuple,
}
