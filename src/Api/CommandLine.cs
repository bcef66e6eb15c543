using System.CommandLine;
using MediatR;
using Microsoft.AspNetCore.Connections;
using Tracker.Documents.Reading;
using Tracker.Engine;
using Tracker.Workflow;
using Tracker.Workflow.Access;
using Tracker.Workflow.Persistence;

namespace Tracker.Api;

/// <summary>The verbs of the executable. Exit code 0: done; 2: what was given cannot be used, with one line on standard error that says why.</summary>
internal static class CommandLine
{
    private const int Unusable = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var (words, settings) = Split(args);
            return words is [] or ["serve"] ? await Server.RunAsync(settings) : await Root(settings).Parse(words).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception refused) when (Advice(refused) is not null)
        {
            await Console.Error.WriteLineAsync(Advice(refused)!.ReplaceLineEndings(" "));
            return Unusable;
        }
    }

    /// <summary>What to do about it, where the caller can; anything else is a fault.</summary>
    private static string? Advice(Exception exception) => exception switch
    {
        SettingsException or RefusedException or NotFoundException or UnreadableLetterException or FluentValidation.ValidationException => exception.Message,
        IOException { InnerException: AddressInUseException } => exception.Message + " Stop what runs there, or choose another address with --urls.",
        System.Data.Common.DbException => $"The database cannot be used: {exception.Message} Check Tracker:Database:Provider and ConnectionStrings:Tracker.",
        UnauthorizedAccessException => exception.Message + " Choose another folder with Tracker:DataDirectory.",
        _ => null,
    };

    /// <summary>Settings may stand anywhere, as <c>--Name:Of:Setting=value</c> or <c>--Name:Of:Setting value</c>; so may <c>--urls</c> and <c>--environment</c>.</summary>
    private static (string[] Words, string[] Settings) Split(string[] args)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=')[0];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !(name.Contains(':', StringComparison.Ordinal) || name is "--urls" or "--environment"))
            {
                words.Add(args[i]);
            }
            else
            {
                settings.Add(name == args[i] && i + 1 < args.Length ? $"{name}={args[++i]}" : args[i]);
            }
        }

        return ([.. words], [.. settings]);
    }

    private static RootCommand Root(string[] settings) => new("Tracker: letters of scrutiny, followed until they are answered. Without a verb it serves pages and API.")
    {
        new Command("serve", "Serve pages and API (the default)."),
        ReadLetter(),
        new Command("user", "People who may sign in.") { AddUser(settings) },
        new Command("token", "Bearer tokens for the API.") { CreateToken(settings) },
        Migrate(settings),
        new Command("workflows", "Workflow definitions.") { Validate() },
    };

    private static Command ReadLetter()
    {
        var file = new Argument<FileInfo>("file") { Description = "A text file." };
        var command = new Command("read-letter", "Print the structure of a letter as JSON.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists)
            {
                throw new UnreadableLetterException($"There is no file {path}.");
            }

            if (path.Length > LetterFile.MaxBytes)
            {
                throw new UnreadableLetterException($"{path.Name} is larger than 5 MB, the most that a letter's text may have.");
            }

            var text = LetterFile.ReadText(await File.ReadAllBytesAsync(path.FullName, ct), path.Name);
            await Console.Out.WriteLineAsync(LetterJson.Write(LetterReader.Read(text)));
            return 0;
        });
        return command;
    }

    private static Command AddUser(string[] settings)
    {
        var email = new Option<string>("--email") { Required = true, Description = "The address to sign in with." };
        var role = new Option<Role>("--role") { Required = true, Description = "officer, chair or administrator." };
        var commission = new Option<string?>("--commission") { Description = "The only commission to work for, by name; all without it." };
        var command = new Command("add", "Add a person who may sign in.") { email, role, commission };
        command.SetAction(async (parsed, ct) =>
        {
            var added = await SendAsync(new Workflow.Access.AddUser.Command(parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), parsed.GetValue(commission)), settings, ct);
            await Console.Out.WriteLineAsync($"{added.Email} is now {added.Role.ToString().ToLowerInvariant()}.");
            return 0;
        });
        return command;
    }

    private static Command CreateToken(string[] settings)
    {
        var email = new Option<string>("--email") { Required = true, Description = "The user." };
        var command = new Command("create", "Print a new bearer token, alone on the last line. It is shown only now.") { email };
        command.SetAction(async (parsed, ct) =>
        {
            var made = await SendAsync(new Workflow.Access.CreateToken.Command(parsed.GetRequiredValue(email)), settings, ct);
            await Console.Out.WriteLineAsync(made.Secret);
            return 0;
        });
        return command;
    }

    private static Command Migrate(string[] settings)
    {
        var command = new Command("migrate", "Bring the database to this version.");
        command.SetAction(async (_, ct) =>
        {
            await using var app = TrackerHost.Build(settings);
            await Database.MigrateAsync(app.Services, ct);
            await Console.Out.WriteLineAsync("The database is up to date.");
            return 0;
        });
        return command;
    }

    private static Command Validate()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder of definitions." };
        var command = new Command("validate", "Check every definition in a folder as publishing would.") { folder };
        command.SetAction(async (parsed, ct) =>
        {
            var files = parsed.GetRequiredValue(folder) is { Exists: true } found ? found.GetFiles("*.json") : [];
            if (files.Length == 0)
            {
                throw new SettingsException($"There is no definition (*.json) in {parsed.GetRequiredValue(folder)}.");
            }

            var registry = ActivityRegistry.Of(typeof(TrackerDb).Assembly);
            var isRefused = false;
            foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                var findings = DefinitionValidator.Validate(await File.ReadAllTextAsync(file.FullName, ct), registry);
                isRefused |= findings.Any(f => f.Severity == FindingSeverity.Error);
                await Console.Out.WriteLineAsync(findings.Count == 0 ? $"{file.Name}: fine" : string.Join('\n', findings.Select(f => $"{file.Name}: {f}")));
            }

            return isRefused ? Unusable : 0;
        });
        return command;
    }

    private static async Task<TResult> SendAsync<TResult>(ICommand<TResult> command, string[] settings, CancellationToken ct)
    {
        await using var app = TrackerHost.Build(settings);
        await Database.MigrateAsync(app.Services, ct);
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
    }
}
