namespace SessionKeys.Bundler.Client;

/// <summary>Reads and compares the answers of paymasters' services.</summary>
internal static class SponsorshipReader
{
    public const string FinalMethod = "pm_getPaymasterData";

    private const int LongestData = 32 * 1024;

    /// <summary>A paymaster and two gas limits stand before the data from v0.7 on: the EntryPoint reads them.</summary>
    public static SponsorshipStub ReadStub(
        RpcValue answer, UserOperation asked, Address entryPoint, EntryPointVersion version)
    {
        AnswerChecks.RefuseOtherOperation(answer, asked, entryPoint, version);
        AnswerChecks.RefuseOtherFees(answer, asked);
        (Address paymaster, byte[] data) = ReadPaymaster(answer, version);
        bool isV06 = version == EntryPointVersion.V06;
        return new SponsorshipStub
        {
            Paymaster = paymaster,
            PaymasterData = data,
            VerificationGasLimit = isV06 ? null : answer.Optional("paymasterVerificationGasLimit")?.GasQuantity(),
            PostOpGasLimit = isV06 ? null : answer.Field("paymasterPostOpGasLimit").GasQuantity(),
            PaymasterSignature = ReadPlaceholder(answer, version),
            Sponsor = answer.Optional("sponsor") is { } sponsor ? Sponsor.Read(sponsor) : null,
            IsFinal = answer.Optional("isFinal")?.Boolean() ?? false,
        };
    }

    public static UserOperation Finish(
        RpcValue answer, UserOperation asked, Address entryPoint, EntryPointVersion version)
    {
        RefuseChanges(answer, asked, entryPoint, version);
        (Address paymaster, byte[] data) = ReadPaymaster(answer, version);
        if (paymaster != asked.Paymaster)
        {
            throw Changed(answer, $"the paymaster is {paymaster}, in the stub it was {asked.Paymaster}");
        }

        if (data.Length != asked.PaymasterData.Length)
        {
            string lengths = $"the data has {data.Length} bytes, in the stub it had {asked.PaymasterData.Length}";
            throw Changed(answer, lengths);
        }

        return asked with { PaymasterData = data };
    }

    public static UserOperation Sign(RpcValue answer, UserOperation asked, Address entryPoint)
    {
        UserOperation finished = Finish(answer, asked, entryPoint, EntryPointVersion.V09);
        if (!finished.PaymasterData.Span.SequenceEqual(asked.PaymasterData.Span))
        {
            throw Changed(answer, "the data differs from the data that the account signed");
        }

        byte[] signature = answer.Field("paymasterSignature").Bytes();
        return signature.Length == asked.PaymasterSignature.Length
            ? asked with { PaymasterSignature = signature }
            : throw Changed(
                answer,
                $"the signature has {signature.Length} bytes, in the stub it had {asked.PaymasterSignature.Length}");
    }

    /// <summary>Errors that say neither that the request was wrong nor that the service is out of order.</summary>
    public static bool IsRefusal(BundlerException error) => error.ServerMessage is not null
        && error.Kind is BundlerErrorKind.Unknown
            or BundlerErrorKind.EntryPointRejected
            or BundlerErrorKind.PaymasterReverted;

    public static BundlerException Refusal(BundlerException error, RpcExchange exchange)
    {
        string code = error.Code is { } number ? $"code {number}" : "no code";
        string detail = $"it said \"{error.ServerMessage}\", {code}";
        return new BundlerException(
            BundlerErrorKind.SponsorshipRefused,
            exchange.Describe(BundlerErrorKind.SponsorshipRefused, detail),
            error)
        {
            Method = error.Method,
            HttpStatus = error.HttpStatus,
            Code = error.Code,
            CodeName = error.CodeName,
            ServerMessage = error.ServerMessage,
        };
    }

    private static void RefuseChanges(
        RpcValue answer, UserOperation asked, Address entryPoint, EntryPointVersion version)
    {
        AnswerChecks.RefuseOtherOperation(answer, asked, entryPoint, version);
        AnswerChecks.RefuseOtherFees(answer, asked);
        AnswerChecks.RefuseOtherGas(answer, asked);
    }

    private static (Address Paymaster, byte[] Data) ReadPaymaster(RpcValue answer, EntryPointVersion version)
    {
        if (version == EntryPointVersion.V06)
        {
            RpcValue joined = answer.Field("paymasterAndData");
            (Address? first, byte[] rest) = UserOperationJson.ReadJoined(joined);
            return first is { IsZero: false } contract && rest.Length <= LongestData
                ? (contract, rest)
                : throw joined.Refuse($"a paymaster that is not 0x0, and at most {LongestData} bytes behind it");
        }

        RpcValue paymaster = answer.Field("paymaster");
        RpcValue data = answer.Field("paymasterData");
        Address address = paymaster.Address();
        byte[] bytes = data.Bytes();
        if (address.IsZero)
        {
            throw paymaster.Refuse("a paymaster that is not 0x0");
        }

        return bytes.Length <= LongestData ? (address, bytes) : throw data.Refuse($"at most {LongestData} bytes");
    }

    private static byte[] ReadPlaceholder(RpcValue answer, EntryPointVersion version)
    {
        if (answer.Optional("paymasterSignature") is not { } placeholder)
        {
            return [];
        }

        byte[] bytes = placeholder.Bytes();
        bool isAllowed = bytes.Length == 0 || version == EntryPointVersion.V09;
        return isAllowed && bytes.Length <= LongestData
            ? bytes
            : throw placeholder.Refuse($"at most {LongestData} bytes, and none before EntryPoint v0.9");
    }

    private static BundlerException Changed(RpcValue answer, string what) =>
        answer.Exchange.Fail(BundlerErrorKind.SponsorshipChanged, what);
}
