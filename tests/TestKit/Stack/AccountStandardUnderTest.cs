namespace SessionKeys.TestKit;

/// <summary>The accounts that development chains carry.</summary>
public enum AccountStandardUnderTest
{
    /// <summary>The ERC-6900 reference account.</summary>
    Reference6900,

    /// <summary>OpenZeppelin's AccountERC7579.</summary>
    OpenZeppelin7579,
}
