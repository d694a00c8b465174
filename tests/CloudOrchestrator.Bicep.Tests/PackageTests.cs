using System.Diagnostics;
using System.IO.Compression;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>The archives hold what Azure and the nodes look for.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("package-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public async Task Package_PublishedFolders_BecomeArchivesWithExecutablePrograms()
    {
        Write("app/host.json", "{}");
        Write("app/Api/function.json", "{}");
        Write("app/CloudOrchestrator.ControlPlaneHost", "program");
        Write("node/CloudOrchestrator.NodeHost", "program");

        var (code, error) = await RunAsync();

        Assert.True(code == 0, error);
        using var app = ZipFile.OpenRead(Path.Combine(_folder.FullName, "out", "control-plane.zip"));
        Assert.Subset(app.Entries.Select(entry => entry.FullName).ToHashSet(), new HashSet<string> { "host.json", "Api/function.json", "CloudOrchestrator.ControlPlaneHost" });
        Assert.Equal(Convert.ToInt32("755", 8), Mode(app, "CloudOrchestrator.ControlPlaneHost"));
        Assert.Equal(0, Mode(app, "host.json") & Convert.ToInt32("111", 8));
        using var node = ZipFile.OpenRead(Path.Combine(_folder.FullName, "out", "node-agent.zip"));
        Assert.Equal(Convert.ToInt32("755", 8), Mode(node, "CloudOrchestrator.NodeHost"));
    }

    [Fact]
    public async Task Package_WithoutHostJson_SaysSo()
    {
        Write("app/CloudOrchestrator.ControlPlaneHost", "program");
        Write("node/CloudOrchestrator.NodeHost", "program");
        var (code, error) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("holds no host.json", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Package_Names_AreThoseTheTemplateDownloads()
    {
        var script = File.ReadAllText(Path.Combine(Folders.Repository, "infra", "azure", "package"));
        var main = File.ReadAllText(Path.Combine(Folders.Bicep, "main.bicep"));
        foreach (var archive in new[] { "control-plane.zip", "node-agent.zip" })
        {
            Assert.Contains($"\"$out/{archive}\"", script, StringComparison.Ordinal);
            Assert.Contains($"${{packageUrl}}/{archive}'", main, StringComparison.Ordinal);
        }
    }

    private void Write(string path, string content)
    {
        var full = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private async Task<(int Code, string Error)> RunAsync()
    {
        var place = _folder.FullName;
        var start = new ProcessStartInfo(
            Path.Combine(Folders.Repository, "infra", "azure", "package"), ["--out", $"{place}/out", "--control-plane", $"{place}/app", "--node", $"{place}/node"])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    private static int Mode(ZipArchive archive, string name) => (archive.GetEntry(name)!.ExternalAttributes >> 16) & Convert.ToInt32("777", 8);
}
