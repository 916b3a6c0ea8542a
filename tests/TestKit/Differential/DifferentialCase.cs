namespace SessionKeys.TestKit;

/// <summary>An account, its sessions, and what is done with them one after the other.</summary>
/// <param name="Seed">What it is made of.</param>
/// <param name="Account">The account.</param>
/// <param name="AccountSlot">What the module has stored of the account before the first step.</param>
/// <param name="BlockTime">The time of the block in which all steps happen (unix seconds).</param>
/// <param name="Sessions">The sessions whose state is read after each step.</param>
/// <param name="Steps">The steps.</param>
public sealed record DifferentialCase(
    ulong Seed,
    ISmartAccount Account,
    UInt256 AccountSlot,
    ulong BlockTime,
    ValueList<SessionId> Sessions,
    ValueList<DifferentialStep> Steps);

/// <summary>One call of the module by the account.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Call">Its calldata.</param>
/// <param name="Operation">The operation that is judged; null for a grant or a change of state.</param>
public sealed record DifferentialStep(string Name, ReadOnlyMemory<byte> Call, PlayedOperation? Operation);
