using System.Text;

namespace Tracker.Workflow.Mail;

/// <summary>The results of RFC 8601. What is not said, or is a word that is not known, is <see cref="None"/>.</summary>
public enum AuthenticationResult
{
    /// <summary>Nothing was checked, or nothing that counts says so.</summary>
    None,

    /// <summary>The check was passed.</summary>
    Pass,

    /// <summary>The check failed.</summary>
    Fail,

    /// <summary>It probably failed.</summary>
    SoftFail,

    /// <summary>The domain says nothing either way.</summary>
    Neutral,

    /// <summary>It passed, but not by the server's policy.</summary>
    Policy,

    /// <summary>The check could not be made just then.</summary>
    TempError,

    /// <summary>The check cannot be made.</summary>
    PermError,
}

/// <summary>What our own mail server found out about the sender of a message.</summary>
/// <param name="Spf">Whether the sending server may send for the domain of the envelope.</param>
/// <param name="Dkim">Passed if any signature passed, of whatever domain.</param>
/// <param name="Dmarc">Whether the domain in From stands behind the message: the one of the three that speaks about the address people see.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record AuthenticationVerdict(AuthenticationResult Spf, AuthenticationResult Dkim, AuthenticationResult Dmarc, string Sentence)
{
    /// <summary>Reads the topmost <c>Authentication-Results</c> of the trusted server; no other counts, because anybody can write them.</summary>
    /// <param name="mail">The message.</param>
    /// <param name="trustedServer">The name under which our mail server writes its results, exactly but for case. It must take out those in its name that come from outside.</param>
    public static AuthenticationVerdict Of(ReadMail mail, string? trustedServer)
    {
        if (string.IsNullOrWhiteSpace(trustedServer))
        {
            return None("No mail server is trusted to say who sent this message.");
        }

        var results = mail.Headers.Where(h => h.Name.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase))
            .Select(h => Statements(h.RawValue))
            .FirstOrDefault(s => Words(s[0]) is [var server, ..] && server.Equals(trustedServer.Trim(), StringComparison.OrdinalIgnoreCase));
        if (results is null)
        {
            return None("Our mail server says nothing about who sent this message.");
        }

        var (spf, dkim, dmarc) = (Found(results, "spf"), Found(results, "dkim"), Found(results, "dmarc"));
        return new(spf, dkim, dmarc, $"Our mail server says: SPF {PlainWords.Of(spf)}, DKIM {PlainWords.Of(dkim)}, DMARC {PlainWords.Of(dmarc)}.");
    }

    private static AuthenticationVerdict None(string sentence) => new(AuthenticationResult.None, AuthenticationResult.None, AuthenticationResult.None, sentence);

    /// <summary>Of several results of one method a pass wins for DKIM; for the others the first counts.</summary>
    private static AuthenticationResult Found(List<string> statements, string method)
    {
        var found = statements.Skip(1).Select(s => ResultOf(s, method)).OfType<AuthenticationResult>().ToList();
        return method == "dkim" && found.Contains(AuthenticationResult.Pass) ? AuthenticationResult.Pass : found.FirstOrDefault();
    }

    /// <summary>Of <c>spf=pass smtp.mailfrom=fire.test</c> or <c>spf/1 = pass</c>; <see langword="null"/> when it is about another method.</summary>
    private static AuthenticationResult? ResultOf(string statement, string method)
    {
        var halves = statement.Split('=', 2);
        return halves.Length < 2 || !halves[0].Split('/')[0].Trim().Equals(method, StringComparison.OrdinalIgnoreCase) ? null
            : Words(halves[1]) is [var word, ..] && word.All(char.IsAsciiLetter) && Enum.TryParse<AuthenticationResult>(word, ignoreCase: true, out var result) ? result
            : AuthenticationResult.None;
    }

    private static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The parts between semicolons, without comments and quoted strings: what a sender could put in there must not look like a result.</summary>
    private static List<string> Statements(string value)
    {
        var statements = new List<string>();
        var current = new StringBuilder();
        var (depth, isQuoted) = (0, false);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\' && (depth > 0 || isQuoted))
            {
                i++;
            }
            else if (isQuoted || (c == '"' && depth == 0))
            {
                isQuoted = !(isQuoted && c == '"');
            }
            else if (c == '(' || (c == ')' && depth > 0))
            {
                depth += c == '(' ? 1 : -1;
                current.Append(' ');
            }
            else if (c == ';' && depth == 0)
            {
                statements.Add(current.ToString());
                current.Clear();
            }
            else if (depth == 0)
            {
                current.Append(c);
            }
        }

        statements.Add(current.ToString());
        return statements;
    }
}
