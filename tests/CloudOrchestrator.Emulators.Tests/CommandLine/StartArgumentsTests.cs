using System.Net;
using CloudOrchestrator.Emulators.CommandLine;

namespace CloudOrchestrator.Emulators.Tests.CommandLine;

public sealed class StartArgumentsTests
{
    private readonly StartArguments _arguments = new();

    [Fact]
    public void Read_EverythingGiven_IsTaken()
    {
        var options = _arguments.Read(
        [
            "--app", "dir", "--instances", "3", "--min-instances", "1", "--min-instances", "Work=2", "--bind", "10.0.0.1", "--bind", "127.0.0.1", "--port", "0", "--set", "A=b=c",
            "--queue", "q", "--kill-every", "2.5", "--seed", "7", "--idle-timeout", "5", "--plain-http", "--front-end-total",
            "--timers-at-start",
        ]);
        Assert.Empty(_arguments.Faults);
        Assert.Equal(("dir", 0, true), (options.App, options.Port, options.PlainHttp));
        Assert.Equal([IPAddress.Parse("10.0.0.1"), IPAddress.Loopback], options.Addresses);
        Assert.Equal("b=c", options.Settings["A"]);
        Assert.Equal((3, 1, 2), (options.Host.MaxInstances, options.Host.MinInstances["http"], options.Host.MinInstances["function:Work"]));
        Assert.Equal(
            (TimeSpan.FromSeconds(2.5), 7, TimeSpan.FromSeconds(5), true, true),
            (options.Host.KillEvery, options.Host.Seed, options.Host.IdleTimeout, options.Host.FrontEndTimeoutIsTotal, options.Host.TimersAtStart));
    }

    [Theory]
    [InlineData("--nonsense: there is no such option", "--nonsense", "1")]
    [InlineData("--app: not an option, or its value is missing", "--app")]
    [InlineData("--instances: must be a whole number from 1 to 1000, not '0'", "--instances", "0")]
    [InlineData("--idle-timeout: must be a number of seconds, not 'x'", "--idle-timeout", "x")]
    [InlineData("--bind: 'here' is not an IP address", "--bind", "here")]
    [InlineData("--set: 'A' is not NAME=VALUE", "--set", "A")]
    [InlineData("--tls-cert and --tls-key belong together", "--tls-cert", "f")]
    [InlineData("--instance-memory: must be 512, 2048 or 4096", "--instance-memory", "1000")]
    public void Read_Wrong_NamesTheOption(string expected, params string[] arguments)
    {
        _arguments.Read(arguments);
        Assert.StartsWith(expected, Assert.Single(_arguments.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# app settings\nA=1\nB=x=y\n\n")]
    [InlineData("""{ "A": "1", "B": "x=y" }""")]
    [InlineData("""{ "IsEncrypted": false, "Values": { "A": 1, "B": "x=y" } }""")]
    public void Settings_InEveryForm_AreRead(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var faults = new List<string>();
            var settings = SettingFiles.Read([file], faults);
            Assert.Empty(faults);
            Assert.Equal(("1", "x=y"), (settings["A"], settings["B"]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Settings_WrongLine_IsNamed()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "A=1\nnothing\n");
            var faults = new List<string>();
            SettingFiles.Read([file, "/no/such/file"], faults);
            Assert.Equal($"{file}: line 2 is not NAME=VALUE", faults[0]);
            Assert.Equal(2, faults.Count);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
