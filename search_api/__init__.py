"""The service: archive, catalogue, intake, search indexes, API, web pages, exports, command line."""
