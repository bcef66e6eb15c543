using System.Diagnostics;
using System.Text.Json;
using Tracker.Workflow.Mail;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>Python's mail library reads what was written: a reader that none of us wrote.</summary>
public class PythonWitnessTests
{
    private const string Script = """
        import base64, email, email.policy, json, sys
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        parts = list(m.walk())
        names = lambda h: [[a.display_name, a.addr_spec] for a in m[h].addresses]
        json.dump({
            'defects': [str(d) for p in parts for d in p.defects] + [str(d) for p in parts for h in p.values() for d in h.defects],
            'subject': m['Subject'], 'from': names('From'), 'to': names('To'), 'date': m['Date'].datetime.isoformat(),
            'headers': m.keys(), 'types': [p.get_content_type() for p in parts],
            'text': m.get_body(('plain',)).get_content(), 'html': m.get_body(('html',)).get_content(),
            'files': [[a.get_filename(), base64.b64encode(a.get_content()).decode()] for a in m.iter_attachments()],
        }, sys.stdout)
        """;

    [PythonFact]
    public async Task Write_EverythingAtOnce_IsReadWithoutADefect()
    {
        const string subject = "Nodyn 🔥: ymateb i'r llythyr – tŷ, dŵr a gŵyl, gyda llawer mwy o eiriau nag sy'n ffitio ar un llinell o bennawd";
        const string fileName = "Llythyr at y Gwasanaeth Tân – 4 Gorffennaf 2023, fersiwn derfynol wedi'i lofnodi.pdf";
        var message = Sample.Reminder with
        {
            Subject = subject,
            From = new("Comisiwn Craffu Tŷ'r Dŵr", Sample.Reminder.From.Address),
            Attachments = [new(fileName, "application/pdf", Sample.Reminder.Attachments[0].Content)],
        };

        var read = await ReadAsync(MimeWriter.Write(message));

        Assert.Empty(read.GetProperty("defects").EnumerateArray());
        Assert.Equal(subject, read.GetProperty("subject").GetString());
        Assert.Equal("""[["Comisiwn Craffu T\u0177\u0027r D\u0175r","scrutiny@brackwater.test"]]""", JsonSerializer.Serialize(read.GetProperty("from")));
        Assert.Equal("Clerk, \"Fire\" \\ Service", read.GetProperty("to")[0][0].GetString());
        Assert.Equal("chief@fire.test", read.GetProperty("to")[1][1].GetString());
        Assert.Equal("2023-08-21T08:00:00+00:00", read.GetProperty("date").GetString());
        Assert.Equal(message.Text.ReplaceLineEndings("\n"), read.GetProperty("text").GetString()!.ReplaceLineEndings("\n"));
        Assert.Equal(message.Html, read.GetProperty("html").GetString());
        Assert.Equal(fileName, read.GetProperty("files")[0][0].GetString());
        Assert.Equal(message.Attachments[0].Content.ToArray(), read.GetProperty("files")[0][1].GetBytesFromBase64());
    }

    [PythonFact]
    public async Task Write_Injection_AddsNoHeader()
    {
        var plain = await ReadAsync(MimeWriter.Write(Sample.Reminder));
        const string attack = "a\r\nBcc: victim@t.test\u2028X-Evil: 1\u0085X-More: 2";

        var read = await ReadAsync(MimeWriter.Write(Sample.Reminder with { Subject = attack, From = new(attack, Sample.Reminder.From.Address) }));

        Assert.Equal(JsonSerializer.Serialize(plain.GetProperty("headers")), JsonSerializer.Serialize(read.GetProperty("headers")));
        Assert.Equal("a Bcc: victim@t.test X-Evil: 1 X-More: 2", read.GetProperty("subject").GetString());
        Assert.Empty(read.GetProperty("defects").EnumerateArray());
    }

    private static async Task<JsonElement> ReadAsync(byte[] mail)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await python.StandardInput.BaseStream.WriteAsync(mail);
        python.StandardInput.Close();
        var json = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return JsonDocument.Parse(json).RootElement;
    }
}
