const HtmlWebpackPlugin = require('html-webpack-plugin');

module.exports = {
  plugins: [
    new HtmlWebpackPlugin({
      templateContent:
        '<link rel="icon" href="data:,"><gs-leaderboard session-id="gs_demo" loading="eager"></gs-leaderboard>',
    }),
  ],
};
