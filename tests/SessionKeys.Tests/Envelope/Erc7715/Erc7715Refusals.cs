namespace SessionKeys.Tests;

/// <summary>Requests with one change for which they are refused, by the error.</summary>
internal static class Erc7715Refusals
{
    /// <summary>Type of the request ~ what is replaced ~ by what ~ path of the refusal, or field of the data.</summary>
    private const string Text = """
        envelope-format
          erc20-token-periodic ~ "0x989680" ~ "10000000" ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ 10000000 ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ 1e7 ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ "0x" ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ "0X989680" ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ "0x98968g" ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ "-0x1" ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ "0x0" ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ "0x<65 digits>" ~ periodAmount
          erc20-token-periodic ~ "0x989680" ~ "0x1<wide 1>" ~ periodAmount
          erc20-token-periodic ~ 86400 ~ 0 ~ periodDuration
          erc20-token-periodic ~ 86400 ~ "86400" ~ periodDuration
          erc20-token-periodic ~ 86400 ~ "0x15180" ~ periodDuration
          erc20-token-periodic ~ 86400 ~ 86400.0 ~ periodDuration
          erc20-token-periodic ~ 86400 ~ 4294967296 ~ periodDuration
          erc20-token-periodic ~ 1795219200 ~ 1795219200000 ~ startTime
          erc20-token-periodic ~ 1795219200 ~ "1795219200" ~ startTime
          erc20-token-periodic ~ 1795219200 ~ 0 ~ startTime
          erc20-token-periodic ~ 1795824000 ~ 1795824000000 ~ $.rules[0].data.timestamp
          erc20-token-periodic ~ 1795824000 ~ 0 ~ $.rules[0].data.timestamp
          erc20-token-periodic ~ "timestamp" ~ "expiry" ~ $.rules[0].data.expiry
          erc20-token-periodic ~ "periodAmount" ~ "periodamount" ~ periodamount
          erc20-token-periodic ~ "periodAmount" ~ "periodDuration" ~ periodDuration
          erc20-token-periodic ~ "periodAmount":"0x989680", ~  ~ periodAmount
          erc20-token-periodic ~ "10 a day" ~ "10 <euro> a day" ~ justification
          erc20-token-periodic ~ "10 a day" ~ "10 \u0061 day" ~ justification
          erc20-token-periodic ~ "from" ~ "sender" ~ $.sender
          erc20-token-periodic ~ "0x7a69" ~ "31337" ~ $.chainId
          erc20-token-periodic ~ "0x7a69" ~ "0x10000000000000000" ~ $.chainId
          erc20-token-periodic ~ "0x7a69" ~ 31337.5 ~ $.chainId
          erc20-token-periodic ~ false ~ "false" ~ $.permission.isAdjustmentAllowed
          erc20-token-periodic ~ "erc20-token-periodic" ~ {"name":"erc20-token-periodic"} ~ $.permission.type
          erc20-token-allowance ~ "tokenAddress" ~ "token" ~ tokenAddress
          erc20-token-allowance ~ <token> ~ 0x000000000000000000000000000000000000ffff ~ tokenAddress
          erc20-token-allowance ~ <account> ~ <account with a wrong checksum> ~ $.from
          erc20-token-stream ~ "0x64" ~ "0x0" ~ amountPerSecond
          erc20-token-stream ~ "0xf4240" ~ "0x989681" ~ maxAmount
          native-token-periodic ~ <other> ~ <payee> ~ $.rules[1].data.addresses
          native-token-periodic ~ ["<payee>","<other>"] ~ [] ~ $.rules[1].data.addresses
          native-token-periodic ~ "periodAmount" ~ "tokenAddress":"<token>","periodAmount" ~ tokenAddress
          erc20-token-periodic ~ "payee" ~ "expiry" ~ $.rules[1].data.addresses
          erc20-token-periodic ~ "from": ~ "address":"<account>","from": ~ $.address
          erc20-token-periodic ~ "permission": ~ "expiry":1795824000,"permission": ~ $.expiry
          erc20-token-periodic ~ "permission": ~ "isAdjustmentAllowed":true,"permission": ~ $.isAdjustmentAllowed
        erc7715-unsupported
          erc20-token-periodic ~ "payee" ~ "Payee" ~ $.rules[1].type
          erc20-token-periodic ~ "to":"<key>" ~ "signer":{"type":"wallet","data":{}} ~ $.signer.type
          erc20-token-periodic ~ "to":"<key>" ~ "signer":{"type":"key","data":{"id":"did:key:z1"}} ~ $.signer.type
          erc20-token-periodic ~ "to":"<key>" ~ "signer":{"type":"keys","data":{"ids":[]}} ~ $.signer.type
        erc7715-terms-missing
          erc20-token-periodic ~ "to":"<key>", ~  ~ $.to
          erc20-token-periodic ~ "from":"<account>", ~  ~ $.from
          erc20-token-periodic ~ "chainId":"0x7a69", ~  ~ $.chainId
        erc7715-not-exact
          erc20-token-periodic ~ 1795219200 ~ 1795219201 ~ startTime
          erc20-token-periodic ~ 86400 ~ 599 ~ periodDuration
          erc20-token-periodic ~ "0x989680" ~ "0x1000000000000000000000000000" ~ periodAmount
          erc20-token-allowance ~ "0x2faf080" ~ "0x100000000000000000000000000000000" ~ allowanceAmount
          native-token-allowance ~ "0xb1a2bc2ec50000" ~ "0x100000000000000000000000000000000" ~ allowanceAmount
          erc20-token-stream ~  ~  ~ amountPerSecond
          native-token-stream ~  ~  ~ amountPerSecond
          erc20-token-periodic ~ 1795824000 ~ 1795219200 ~ $.rules[0].data.timestamp
          erc20-token-periodic ~ 1795824000 ~ 1795219201 ~ $.rules[0].data.timestamp
        """;

    /// <summary>Gets error, type of the request, what is replaced, by what, and the path of the refusal.</summary>
    public static TheoryData<string, string, string, string, string> All
    {
        get
        {
            TheoryData<string, string, string, string, string> rows = [];
            string error = "";
            foreach (string line in Text.Split('\n'))
            {
                if (line.Split(" ~ ") is [string type, string old, string changed, string path])
                {
                    string place = path.StartsWith('$') ? path : $"$.permission.data.{path}";
                    rows.Add(error, type.Trim(), Expand(old), Expand(changed), place);
                }
                else
                {
                    error = line.Trim();
                }
            }

            return rows;
        }
    }

    /// <summary>Writes addresses in lower case, and what the source shall not hold as it is.</summary>
    private static string Expand(string text) => text
        .Replace("<key>", Lower(Samples.SessionKey), StringComparison.Ordinal)
        .Replace("<account>", Lower(Samples.Account), StringComparison.Ordinal)
        .Replace("<token>", Lower(Samples.Token), StringComparison.Ordinal)
        .Replace("<account with a wrong checksum>", $"0xaC{Lower(Samples.Account)[4..]}", StringComparison.Ordinal)
        .Replace("<payee>", Lower(Samples.Recipient), StringComparison.Ordinal)
        .Replace("<other>", Lower(Erc7715Requests.OtherPayee), StringComparison.Ordinal)
        .Replace("<65 digits>", new string('1', 65), StringComparison.Ordinal)
        .Replace("<wide 1>", "\uff11", StringComparison.Ordinal)
        .Replace("<euro>", "\u20ac", StringComparison.Ordinal);

    private static string Lower(Address address) => Hex.Format(address.ToArray());
}
