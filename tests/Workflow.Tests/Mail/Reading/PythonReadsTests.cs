using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail.Reading;

/// <summary>Python's mail library reads the corpus beside our reader; where a message is well formed, both must see the same.</summary>
public class PythonReadsTests
{
    private const string Script = """
        import base64, email, email.policy, json, sys
        from email.utils import getaddresses
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        files = [[p.get_filename() or '', p.get_content_type(), base64.b64encode(p.get_payload(decode=True) or b'').decode()]
                 for p in m.walk() if p.get_content_maintype() not in ('text', 'multipart', 'message') and not p.is_multipart()]
        body = m.get_body(('plain',))
        json.dump({
            'subject': m['Subject'], 'id': (m['Message-ID'] or '').strip('<> '),
            'from': [[a.display_name, a.addr_spec] for a in m['From'].addresses], 'to': [a.addr_spec for a in m['To'].addresses],
            'date': m['Date'].datetime.isoformat(), 'text': body.get_content() if body else None, 'files': files,
        }, sys.stdout)
        """;

    [PythonFact]
    public async Task Read_WellFormedCorpus_IsReadAsPythonReadsIt()
    {
        foreach (var name in new[] { "outlook-reply", "gmail-inline-answers", "apple-html-only-parts", "postfix-delayed", "exim-failure" })
        {
            var mail = Eml.Read(name);

            var python = await ReadAsync(Eml.Bytes(name));

            Assert.Equal(python.GetProperty("subject").GetString(), mail.Subject);
            Assert.Equal(python.GetProperty("id").GetString(), mail.MessageId ?? "");
            Assert.Equal(python.GetProperty("from").EnumerateArray().Select(f => new ReadMailbox(f[0].GetString()!, f[1].GetString()!)), mail.From.Select(f => name == "postfix-delayed" ? f with { Name = "" } : f)); // Python drops comments
            Assert.Equal(python.GetProperty("to").EnumerateArray().Select(t => t.GetString()), mail.To.Select(t => t.Address));
            Assert.Equal(python.GetProperty("date").GetDateTimeOffset(), mail.Date);
            if (python.GetProperty("text").GetString() is { } text)
            {
                Assert.Equal(text.ReplaceLineEndings("\n").TrimEnd(), mail.Text.TrimEnd());
            }

            var files = mail.Attachments.Where(a => !a.ContentType.StartsWith("message/", StringComparison.Ordinal) && !a.ContentType.StartsWith("text/", StringComparison.Ordinal)).ToList();
            Assert.Equal(python.GetProperty("files").EnumerateArray().Select(f => $"{f[0]} {f[1]} {f[2]}"), files.Select(f => $"{f.FileName} {f.ContentType} {Convert.ToBase64String(f.Content.Span)}"));
        }
    }

    private static async Task<JsonElement> ReadAsync(byte[] mail)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        await python.StandardInput.BaseStream.WriteAsync(mail);
        python.StandardInput.Close();
        var json = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return JsonDocument.Parse(json).RootElement;
    }
}
