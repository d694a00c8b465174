using System.Diagnostics;
using System.Text.RegularExpressions;
using CloudOrchestrator.Bicep.Tests.Arm;
using YamlDotNet.Serialization;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>What machines do when they first start.</summary>
public sealed partial class CloudInitTests
{
    private static readonly TemplateEvaluator Full = Deployment.Of(("deployGateway", true));

    public static TheoryData<string> Machines() => new("node", "gateway");

    [Theory]
    [MemberData(nameof(Machines))]
    public void CloudInit_Text_IsWholeAndSmallEnough(string machine)
    {
        var text = TextOf(machine);
        Assert.StartsWith("#cloud-config\n", text, StringComparison.Ordinal);
        Assert.Empty(Placeholder().Matches(text));
        Assert.True(text.Length < 48 * 1024);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void CloudInit_Yaml_WritesFilesAtAbsolutePathsAndStartsItsUnit(string machine)
    {
        var root = Parse(machine);
        Assert.All(Keys(root), key => Assert.Contains(key, new[] { "package_update", "packages", "users", "write_files", "runcmd" }));
        Assert.All(Files(root), file => Assert.StartsWith("/", (string)file["path"], StringComparison.Ordinal));
        Assert.All(Files(root), file => Assert.Matches("^0[0-7]{3}$", (string)file["permissions"]));
        var unit = Files(root).Single(file => ((string)file["path"]).EndsWith(".service", StringComparison.Ordinal));
        var commands = ((List<object>)root["runcmd"]).Select(command => string.Join(' ', (List<object>)command));
        Assert.Contains(commands, command => command.EndsWith(Path.GetFileName((string)unit["path"]), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public async Task CloudInit_Scripts_AreBash(string machine)
    {
        var scripts = Files(Parse(machine)).Where(file => ((string)file["content"]).StartsWith("#!/bin/bash", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            Assert.Equal("0755", script["permissions"]);
            using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", "-"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            await bash.StandardInput.WriteAsync((string)script["content"]);
            bash.StandardInput.Close();
            var error = await bash.StandardError.ReadToEndAsync();
            await bash.WaitForExitAsync();
            Assert.True(bash.ExitCode == 0, error);
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void CloudInit_Unit_HasItsSectionsAndRunsWhatIsThere(string machine)
    {
        var root = Parse(machine);
        var unit = (string)Files(root).Single(file => ((string)file["path"]).EndsWith(".service", StringComparison.Ordinal))["content"];
        foreach (var section in new[] { "[Unit]", "[Service]", "[Install]" })
            Assert.Contains(section, unit, StringComparison.Ordinal);
        var paths = Files(root).Select(file => (string)file["path"]).ToArray();
        foreach (Match used in Used().Matches(unit))
            Assert.Contains(used.Value, paths);
    }

    [Theory]
    [InlineData("node", "src/CloudOrchestrator.NodeHost/NodeHostOptions.cs")]
    [InlineData("gateway", "src/CloudOrchestrator.ControlPlaneHost/CommandLine.cs")]
    public void CloudInit_OptionsOfTheProgram_AreInItsHelp(string machine, string help)
    {
        var options = Options(machine);
        Assert.NotEmpty(options);
        var text = File.ReadAllText(Path.Combine(Folders.Repository, help));
        Assert.All(options, option => Assert.Matches($@"(?m)(^ +|\[){option}\b", text));
    }

    [Fact]
    public void CloudInit_Gateway_GetsEachSettingOnALineOfItsOwn()
    {
        var environment = (string)Files(Parse("gateway")).Single(file => ((string)file["path"]).EndsWith("gateway.env", StringComparison.Ordinal))["content"];
        var lines = environment.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches("^[A-Za-z_]+=", line));
        Assert.Contains(lines, line => line.StartsWith("Storage__tableServiceUri=https://", StringComparison.Ordinal));
    }

    [Fact]
    public void CloudInit_Docker_LeavesForwardingToTheAgent()
    {
        var settings = (string)Files(Parse("node")).Single(file => (string)file["path"] == "/etc/docker/daemon.json")["content"];
        var json = System.Text.Json.Nodes.JsonNode.Parse(settings)!;
        Assert.False((bool)json["iptables"]!);
        Assert.Equal("none", (string)json["bridge"]!);
    }

    private static string[] Options(string machine)
    {
        var unit = (string)Files(Parse(machine)).Single(file => ((string)file["path"]).EndsWith(".service", StringComparison.Ordinal))["content"];
        var command = unit.Replace("\\\n", "", StringComparison.Ordinal).Split('\n').Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        return [.. Option().Matches(command).Select(match => match.Groups[1].Value)];
    }

    private static string TextOf(string machine) => machine == "gateway"
        ? Deployment.CloudInit(Full.One("Microsoft.Compute/virtualMachines")["properties"]!)
        : Deployment.CloudInit(Full.All("Microsoft.Compute/virtualMachineScaleSets").First()["properties"]!["virtualMachineProfile"]!);

    private static Dictionary<object, object> Parse(string machine) => (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize(TextOf(machine))!;

    private static IEnumerable<string> Keys(Dictionary<object, object> root) => root.Keys.Cast<string>();

    private static IEnumerable<Dictionary<object, object>> Files(Dictionary<object, object> root) => ((List<object>)root["write_files"]).Cast<Dictionary<object, object>>();

    [GeneratedRegex("__[A-Z_]+__")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<=EnvironmentFile=|ExecStartPre=\+?)/\S+")]
    private static partial Regex Used();

    [GeneratedRegex(@"\s(--[a-z-]+)")]
    private static partial Regex Option();
}
