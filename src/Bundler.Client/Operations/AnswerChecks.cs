namespace SessionKeys.Bundler.Client;

/// <summary>
/// Compares what an answer says about the operation with what was asked: a server may fill in gas or a paymaster, and
/// nothing else. Members that are not there say nothing.
/// </summary>
internal static class AnswerChecks
{
    /// <summary>Refuses an answer that names another operation, EntryPoint, account, nonce or call.</summary>
    public static void RefuseOtherOperation(
        RpcValue answer, UserOperation asked, Address entryPoint, EntryPointVersion version)
    {
        Same(answer, "entryPoint", static value => value.Address(), entryPoint);
        Same(answer, "sender", static value => value.Address(), asked.Sender);
        Same(answer, "nonce", static value => value.Quantity(), asked.Nonce);
        SameBytes(answer, "callData", asked.CallData.Span);
        if (version == EntryPointVersion.V06)
        {
            SameBytes(answer, "initCode", UserOperationV06.InitCode(asked));
        }
        else if (asked.Factory != UserOperation.Eip7702Factory)
        {
            Same(answer, "factory", static value => value.Address(), asked.Factory);
            SameBytes(answer, "factoryData", asked.FactoryData.Span);
        }
    }

    /// <summary>Refuses an answer that names other fees.</summary>
    public static void RefuseOtherFees(RpcValue answer, UserOperation asked)
    {
        Same(answer, "maxFeePerGas", static value => value.Quantity(), asked.MaxFeePerGas);
        Same(answer, "maxPriorityFeePerGas", static value => value.Quantity(), asked.MaxPriorityFeePerGas);
    }

    /// <summary>Refuses an answer that names other gas limits than the ones that were estimated.</summary>
    public static void RefuseOtherGas(RpcValue answer, UserOperation asked)
    {
        Same(answer, "callGasLimit", static value => value.Quantity(), asked.CallGasLimit);
        Same(answer, "verificationGasLimit", static value => value.Quantity(), asked.VerificationGasLimit);
        Same(answer, "preVerificationGas", static value => value.Quantity(), asked.PreVerificationGas);
        Same(
            answer,
            "paymasterVerificationGasLimit",
            static value => value.Quantity(),
            asked.PaymasterVerificationGasLimit);
        Same(answer, "paymasterPostOpGasLimit", static value => value.Quantity(), asked.PaymasterPostOpGasLimit);
    }

    /// <summary>The refusal of one field.</summary>
    public static BundlerException Changed(RpcValue answer, string field, string answered, string asked) =>
        answer.Exchange.Fail(
            BundlerErrorKind.AnswerChangesOperation, $"'{field}' is {answered}, asked was {asked}");

    private static void Same<T>(RpcValue answer, string field, Func<RpcValue, T> read, T? asked)
        where T : struct, IEquatable<T>
    {
        if (answer.Optional(field) is { } value && !read(value).Equals(asked))
        {
            throw Changed(answer, field, read(value).ToString()!, asked?.ToString() ?? "none");
        }
    }

    private static void SameBytes(RpcValue answer, string field, ReadOnlySpan<byte> asked)
    {
        if (answer.Optional(field)?.Bytes() is { } bytes && !asked.SequenceEqual(bytes))
        {
            throw Changed(answer, field, $"{bytes.Length} other bytes", $"{asked.Length} bytes");
        }
    }
}
