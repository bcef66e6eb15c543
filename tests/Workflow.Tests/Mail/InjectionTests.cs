using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Organisations;
using Xunit;

namespace Tracker.Workflow.Tests.Mail;

/// <summary>No text that anybody typed makes a header, a recipient, an element, an attribute or a placeholder.</summary>
public class InjectionTests
{
    private const string Script = """
        import base64, email, email.policy, html.parser, json, sys
        class Skeleton(html.parser.HTMLParser):
            def __init__(self): super().__init__(); self.seen = []
            def handle_starttag(self, tag, attrs): self.seen += [] if tag == 'br' and not attrs else [[tag, attrs]]
            def handle_endtag(self, tag): self.seen.append('/' + tag)
            def handle_comment(self, data): self.seen.append('#' + data)
            def handle_decl(self, decl): self.seen.append('!' + decl)
            def handle_pi(self, data): self.seen.append('?' + data)
            def unknown_decl(self, data): self.seen.append('[' + data)
        def read(text):
            m = email.message_from_bytes(base64.b64decode(text), policy=email.policy.default)
            s = Skeleton(); s.feed(m.get_body(('html',)).get_content()); s.close()
            names = lambda h: [a.addr_spec for a in m[h].addresses]
            return [[str(d) for p in m.walk() for d in p.defects] + [str(d) for p in m.walk() for h in p.values() for d in h.defects],
                    m.keys(), names('To'), names('From'), names('Reply-To'), [p.get_content_type() for p in m.walk()], [p.keys() for p in m.walk()], any(c in m['Subject'] for c in '\r\n'), s.seen]
        json.dump([json.dumps(read(t)) for t in json.load(sys.stdin)], sys.stdout)
        """;

    private static readonly Uri Page = new("https://tracker.harbour.test/respond/example");
    private static readonly MessageId Id = MessageId.Parse("0198c1a2@harbour.test");
    private static readonly EmailAddress Clerk = EmailAddress.Parse("clerk@fire.test");
    private static readonly EmailAddress Scrutiny = EmailAddress.Parse("scrutiny@harbour.test");

    public static TheoryData<string> Kinds => [.. MailKind.All.Select(k => k.Name)];

    [Fact]
    public void Attacks_AreMany() => Assert.True(Attacks.All.Distinct(StringComparer.Ordinal).Count() >= 400);

    /// <summary>The attack stands in every field at once.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Value_OfAnyField_StaysInsideIt(string name)
    {
        var kind = MailKind.All.Single(k => k.Name == name);
        var harmless = Part.Read(Written(kind, "harmless"));
        var (headers, tags) = (HeadersOf(harmless), TagsOf(harmless));

        foreach (var attack in Attacks.All)
        {
            var mail = Part.Read(Written(kind, attack.Length == 0 || SafeLine(attack).Length == 0 ? "x" + attack : attack));

            Assert.Equal((attack, headers), (attack, HeadersOf(mail)));
            Assert.Equal((attack, tags), (attack, TagsOf(mail)));
            Assert.EndsWith("<clerk@fire.test>", mail["To"], StringComparison.Ordinal);
        }
    }

    /// <summary>Whoever may write templates may write words, not markup.</summary>
    [Theory]
    [InlineData("letter")]
    [InlineData("digest")]
    public void Template_OfAnyWords_MakesNoMarkupAndNoHeader(string name)
    {
        var kind = MailKind.All.Single(k => k.Name == name);
        var harmless = Part.Read(Written(kind, "harmless"));
        var (headers, tags) = (HeadersOf(harmless), TagsOf(harmless).Split('\n').ToHashSet(StringComparer.Ordinal));
        tags.UnionWith(["<h1 style=\"margin:0 0 16px 0;font-size:25px;line-height:31px;font-weight:bold;color:#1a1d1f\">", "</h1>", "<h2 style=\"margin:28px 0 8px 0;font-size:19px;line-height:26px;font-weight:bold;color:#1a1d1f\">", "</h2>"]);

        var accepted = Attacks.All.Select(a => WordedAs(kind, a)).OfType<byte[]>().Select(Part.Read).ToList();

        Assert.True(accepted.Count > 300);
        Assert.All(accepted, mail => Assert.Equal(headers, HeadersOf(mail)));
        Assert.All(accepted, mail => Assert.Empty(TagsOf(mail).Split('\n').Except(tags, StringComparer.Ordinal)));
    }

    [Fact]
    public void Colour_OfAnyAttack_IsNone() => Assert.DoesNotContain(Attacks.All, MailStyle.IsColour);

    [PythonFact]
    public async Task Value_OfAnyField_ReadByPython_MakesNothing()
    {
        foreach (var kind in new[] { MailKind.Letter, MailKind.Digest, MailKind.ProgressQuestion })
        {
            var attacks = Attacks.All.Where(a => SafeLine(a).Length > 0).Prepend("harmless").ToList();

            var read = await ReadAsync(attacks.Select(a => Written(kind, a)));

            Assert.StartsWith("[[], [\"Date\", \"From\", \"To\", \"Subject\", \"Message-ID\", ", read[0], StringComparison.Ordinal);
            Assert.All(read.Zip(attacks), r => Assert.Equal((r.Second, read[0]), (r.Second, r.First)));
        }
    }

    private static byte[] Written(MailKind kind, string words) => Written(kind, kind.Shipped, words);

    private static byte[]? WordedAs(MailKind kind, string attack)
    {
        var lines = kind.Shipped.Split('\n', 2);
        try
        {
            return Written(kind, $"{lines[0]} {(attack.Length < 80 ? attack : "")}\n{lines[1]}\n\n{attack}\n\n# {attack}\n\n## {attack}\n", "harmless");
        }
        catch (RefusedException)
        {
            return null; // such as an unknown placeholder
        }
    }

    private static byte[] Written(MailKind kind, string template, string words)
    {
        var values = new MailValues();
        foreach (var place in kind.Places)
        {
            values[place.Name] = place.Example switch
            {
                MailValue.Items => new MailValue.Items([new(words, words) { Lines = [words] }, new(words, words)]),
                MailValue.Link link => new MailValue.Link(words, Page, link.IsButton),
                _ => words,
            };
        }

        var face = new MailFace(words, Scrutiny, Scrutiny, MailStyle.DefaultColour, [words]);
        var draft = new Draft(face, [new(words, Clerk)], MailTemplate.Parse(kind, template).Write(values, face))
        {
            Kind = kind.Name,
            CorrelationId = Guid.Empty,
            Sender = Scrutiny.WithTag("abcdefgh234567ab"),
            InReplyTo = Id,
            IsAutomatic = true,
            Unsubscribe = Page,
            Attachments = [new(words, "application/pdf", new byte[] { 1 })],
        };
        return MimeWriter.Write(OutgoingMail.MessageOf(draft, Id, new(2023, 7, 4, 9, 0, 0, TimeSpan.Zero)));
    }

    private static string SafeLine(string text) => SafeText.Line(text);

    private static string HeadersOf(Part mail) => string.Join(", ", mail.Headers.Concat(mail.Parts.SelectMany(p => p.Headers)).Concat(mail.Parts[0].Parts.SelectMany(p => p.Headers)).Select(h => h.Name));

    /// <summary>Every element with its attributes, in order; line breaks inside words do not count.</summary>
    private static string TagsOf(Part mail) =>
        string.Join('\n', Regex.Matches(mail.Parts[0].Parts[1].Text, "<[^>]*>?", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(m => m.Value).Where(t => t != "<br>"));

    private static async Task<List<string>> ReadAsync(IEnumerable<byte[]> mails)
    {
        using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(mails));
        python.StandardInput.Close();
        var json = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return JsonSerializer.Deserialize<List<string>>(json)!;
    }
}
