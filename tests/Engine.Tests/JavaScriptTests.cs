using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Tracker.Engine.Tests;

public sealed class JavaScriptTests
{
    /// <summary>Expressions with what JavaScript itself makes of them, as JSON.</summary>
    public static IEnumerable<object[]> Known =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "expressions.tsv")).Select(line => line.Split('\t').ToArray<object>());

    [Theory]
    [MemberData(nameof(Known))]
    public void Evaluate_Expression_GivesWhatJavaScriptGives(string expression, string expected)
    {
        var value = JavaScript.Parse(expression).Evaluate(new Scope());

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), value), $"{expression} is {value.GetRawText()}, not {expected}");
    }

    [Theory]
    [InlineData("getName()", "\"Ada\"")]
    [InlineData("variables.Name.length", "3")]
    [InlineData("getVariable('Name')", "\"Ada\"")]
    [InlineData("getVariable('Nobody')", "null")]
    [InlineData("getInput('Days') * 2", "8")]
    [InlineData("getDays()", "4")]
    [InlineData("getLastResult()", "[1]")]
    [InlineData("getOutputFrom('wait')", "\"wait:\"")]
    [InlineData("getResultFromWait1()", "\"wait:result\"")]
    [InlineData("`${getWorkflowInstanceId()}/${getCorrelationId()}/${getWorkflowDefinitionId()}`", "\"instance/correlation/d\"")]
    [InlineData("isNullOrEmpty(getVariable('Nobody')) && isNullOrWhiteSpace(' ') && !isNullOrEmpty('x')", "true")]
    [InlineData("parseGuid('0F8FAD5B-D9CB-469F-A165-70867728950E')", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("stringFromBase64(stringToBase64('é'))", "\"é\"")]
    public void Evaluate_FunctionsOfElsa_SeeTheScope(string expression, string expected) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JavaScript.Parse(expression).Evaluate(new Scope())));

    [Theory]
    [InlineData("setName('Bo')")]
    [InlineData("setVariable('Name', 'Bo')")]
    public void Evaluate_Set_ChangesTheVariable(string expression)
    {
        var scope = new Scope();

        JavaScript.Parse(expression).Evaluate(scope);

        Assert.Equal("\"Bo\"", scope.Values["Name"].GetRawText());
    }

    [Theory]
    [InlineData("1 +", "The expression ends too early (line 1, column 4)")]
    [InlineData("1 +\n  )", "')' is not expected here (line 2, column 3)")]
    [InlineData("'abc", "The text has no end (line 1, column 1)")]
    [InlineData("`abc ${1", "The expression ends too early (line 1, column 9)")]
    [InlineData("a + 1", "a is not defined (line 1, column 1)")]
    [InlineData("a = 1", "'=' is not expected here (line 1, column 3)")]
    [InlineData("x => x", "'=>' is not expected here (line 1, column 3)")]
    [InlineData("/a/", "'/' is not expected here (line 1, column 1)")]
    [InlineData("new Date()", "'new' is not in the subset of JavaScript that runs here (line 1, column 1)")]
    [InlineData("const x = 1; return x", "'const' is not in the subset of JavaScript that runs here (line 1, column 1)")]
    [InlineData("-2 ** 2", "Put parentheses around the left side of ** (line 1, column 4)")]
    [InlineData("1 ?? 2 || 3", "Put parentheses where ?? meets && or || (line 1, column 3)")]
    [InlineData("{ a: 1 }", "An object needs parentheses around it here (line 1, column 1)")]
    [InlineData("1; 2", "A number is not expected here (line 1, column 4)")]
    public void Parse_OutsideTheSubset_SaysWhere(string expression, string message)
    {
        var refused = Assert.Throws<ExpressionException>(() => JavaScript.Parse(expression));

        Assert.Equal(message, refused.Message);
    }

    [Theory]
    [InlineData("null.x", "Cannot read 'x' of null (line 1, column 5)")]
    [InlineData("1 +\n getVariable('No').x", "Cannot read 'x' of null (line 2, column 19)")]
    [InlineData("'a'.foo()", "'foo' is not a function here (line 1, column 8)")]
    [InlineData("fooBar()", "fooBar is not defined (line 1, column 1)")]
    [InlineData("Date.now()", "Date.now is not defined (line 1, column 1)")]
    [InlineData("Math.random()", "Math.random is not defined (line 1, column 1)")]
    [InlineData("setVariable('No', 1)", "there is no variable 'No' (line 1, column 1)")]
    [InlineData("parseGuid('x')", "This is not a GUID (line 1, column 1)")]
    [InlineData("stringFromBase64('?')", "The input is not a valid Base-64 string", true)]
    [InlineData("JSON.parse('{')", "This is not JSON (line 1, column 1)")]
    [InlineData("'x'.repeat(9999999)", "The text cannot be repeated 9999999 times (line 1, column 11)")]
    [InlineData("'x'.padStart(9999999)", "The text is longer than 100000 characters (line 1, column 13)")]
    public void Evaluate_Fails_SaysWhere(string expression, string message, bool isBeginning = false)
    {
        var script = JavaScript.Parse(expression);

        var failed = Assert.Throws<ExpressionException>(() => script.Evaluate(new Scope()));

        Assert.Equal(message, isBeginning ? failed.Message[..message.Length] : failed.Message);
    }

    [Fact]
    public void Parse_TooLongOrTooDeep_IsRefused()
    {
        string[] bad =
        [
            new('1', 20_001), new string('(', 19_000), new string('!', 19_000), new string('[', 19_000), string.Concat(Enumerable.Repeat("1+", 9_000)) + "1",
            string.Concat(Enumerable.Repeat("2**", 6_000)) + "2", "x" + string.Concat(Enumerable.Repeat(".x", 9_000)), string.Concat(Enumerable.Repeat("`${", 6_000)),
            string.Concat(Enumerable.Repeat("1?", 9_000)), string.Concat(Enumerable.Repeat("1?1:", 4_000)) + "1", string.Concat(Enumerable.Repeat("f(", 9_000)),
        ];

        Assert.All(bad, text => Assert.Throws<ExpressionException>(() => JavaScript.Parse(text)));
    }

    [Fact]
    public void Evaluate_ValueThatDoublesEachTime_IsStoppedBeforeItIsLarge()
    {
        var scope = new Scope();
        var script = JavaScript.Parse("setName([getName(), getName()])");

        var failed = Assert.Throws<ExpressionException>(() =>
        {
            for (var i = 0; i < 64; i++)
            {
                script.Evaluate(scope);
            }
        });

        Assert.Contains("The value is larger than", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_MoreStepsThanTheBudget_Stops()
    {
        var script = JavaScript.Parse($"[{string.Join(',', Enumerable.Repeat("!!!!!!!!!1", 1_500))}]");

        var failed = Assert.Throws<ExpressionException>(() => script.Evaluate(new Scope()));

        Assert.Contains("10000 steps", failed.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever the text, it is evaluated, or refused in the one documented way.</summary>
    [Fact]
    public void Evaluate_AnyText_GivesAValueOrTheDocumentedError()
    {
        string[] words =
        [
            "1", "0.5", "'a'", "\"", "`", "${", "}", "(", ")", "[", "]", "{", "+", "-", "*", "**", "/", "%", "!", "?", ":", "?.", ".", ",", "==", "===", "<", "&&", "||", "??",
            " ", "\n", ";", "return", "null", "undefined", "true", "NaN", "Math", "max", "length", "split", "slice", "repeat", "toFixed", "getName()", "setName(", "variables.Name", "JSON.parse(",
            "x", "\\", "\\u", "\0", "\ud83d", "é", "//", "/*", "1e9", "0x", "'abc'.", "[1,2].", "padEnd(", "getInput('Days')",
        ];
        var text = Gen.Elements(words).ListOf().Select(string.Concat).ToArbitrary();

        Prop.ForAll(text, EndsWell).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithEndSize(40));
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), EndsWell).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static bool EndsWell(string? text)
    {
        try
        {
            JavaScript.Parse(text ?? "").Evaluate(new Scope());
            return true;
        }
        catch (ExpressionException refused)
        {
            return refused.Message.Contains("(line ", StringComparison.Ordinal);
        }
    }

    private sealed class Scope : IScope
    {
        private static readonly WorkflowDefinition Defined = WorkflowDefinition.Parse(
            """{"definitionId":"d","inputs":[{"name":"Days","type":"Int32"}],"root":{"id":"wait","name":"Wait1","type":"Elsa.Event"}}""");

        public Dictionary<string, JsonElement> Values { get; } = new(StringComparer.Ordinal) { ["Name"] = JsonElement.Parse("\"Ada\"") };

        public string InstanceId => "instance";

        public string CorrelationId => "correlation";

        public string? InstanceName => null;

        public WorkflowDefinition Definition => Defined;

        public JsonElement? LastResult => JsonElement.Parse("[1]");

        public JsonElement? Variable(string name) => Values.TryGetValue(name, out var value) ? value : null;

        public string? VariableOf(string accessor) => Values.ContainsKey(accessor) ? accessor : null;

        public void SetVariable(string name, JsonElement value) =>
            Values[name] = Values.ContainsKey(name) ? value : throw new FormatException($"there is no variable '{name}'");

        public JsonElement? Input(string name) => name == "Days" ? JsonElement.Parse("4") : null;

        public JsonElement? OutputOf(string activity, string? output) => JsonSerializer.SerializeToElement($"{activity}:{output}");

        public void SetOutcomes(IReadOnlyList<string> outcomes) => throw new FormatException("no outcomes here");
    }
}
