namespace SessionKeys.TestKit;

/// <summary>One operation of a case.</summary>
/// <param name="Session">The session that it was made for.</param>
/// <param name="Operation">The operation, signed.</param>
/// <param name="UserOpHash">The hash that the account hands to the module.</param>
/// <param name="Fault">What was changed.</param>
/// <param name="Claim">The claim it was built with.</param>
/// <param name="Options">The options it was built with.</param>
/// <param name="Approval">The approval it was built with.</param>
public sealed record PlayedOperation(
    PlayableSession Session,
    PackedUserOperation Operation,
    Hash32 UserOpHash,
    OperationFault Fault,
    Claim Claim,
    SegmentOptions Options,
    Approval? Approval)
{
    private static readonly AbiFunction Validate6900 =
        AbiFunction.Parse($"validateUserOp(uint32,{PackedUserOperation.AbiTypeName},bytes32)");

    private static readonly AbiFunction Validate7579 =
        AbiFunction.Parse($"validateUserOp({PackedUserOperation.AbiTypeName},bytes32)");

    /// <summary>The call by which the account asks the module.</summary>
    public byte[] ToCall()
    {
        Route route = Session.Context.Route;
        return route.Standard == AccountStandard.Erc6900
            ? Validate6900.EncodeCall([(UInt256)route.EntityId, Operation.ToAbiValues(), UserOpHash])
            : Validate7579.EncodeCall([Operation.ToAbiValues(), UserOpHash]);
    }
}
