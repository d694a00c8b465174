using System.ComponentModel;
using System.Diagnostics;

namespace CloudOrchestrator.Cli.Nodes;

/// <summary>One thing that joining does.</summary>
internal abstract record JoinStep
{
    /// <summary>The line that tells the user.</summary>
    public abstract string Describe();

    /// <summary>Does it.</summary>
    /// <exception cref="CliException">It failed.</exception>
    public abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Writes a file.</summary>
    /// <param name="Path">Where.</param>
    /// <param name="Text">What.</param>
    /// <param name="Secret">Whether only root may read it.</param>
    public sealed record Write(string Path, string Text, bool Secret) : JoinStep
    {
        /// <inheritdoc/>
        public override string Describe() => $"writes  {Path}";

        /// <inheritdoc/>
        public override async Task RunAsync(CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (Secret ? 0 : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            await using var writer = new StreamWriter(Path, options);
            await writer.WriteAsync(Text.AsMemory(), cancellationToken);
        }
    }

    /// <summary>Runs a program and waits for its end.</summary>
    public sealed record Run(IReadOnlyList<string> Command) : JoinStep
    {
        /// <inheritdoc/>
        public override string Describe() => $"runs    {string.Join(' ', Command)}";

        /// <inheritdoc/>
        public override async Task RunAsync(CancellationToken cancellationToken)
        {
            try
            {
                using var process = Process.Start(Command[0], Command.Skip(1));
                await WaitAsync(process, cancellationToken);
                if (process.ExitCode != 0)
                    throw new CliException($"{Command[0]} ended with code {process.ExitCode}");
            }
            catch (Win32Exception missing)
            {
                throw new CliException($"cannot run {Command[0]}: {missing.Message}");
            }
        }

        /// <summary>Whoever ends us means the program we stand for.</summary>
        private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
        {
            try
            {
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                using var ending = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                await process.WaitForExitAsync(CancellationToken.None);
                throw;
            }
        }
    }
}
