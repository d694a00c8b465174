using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.ControlPlaneHost;

/// <summary>Writes the web server's warnings and errors as lines of text.</summary>
internal sealed class ErrorLog(TextWriter writer) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new CategoryLog(writer, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class CategoryLog(TextWriter writer, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                writer.WriteLine($"{logLevel}: {category}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
        }
    }
}
