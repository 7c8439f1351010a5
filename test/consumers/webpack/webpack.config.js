const HtmlWebpackPlugin = require('html-webpack-plugin');

module.exports = {
  plugins: [
    new HtmlWebpackPlugin({
      templateContent: '<gs-leaderboard session-id="gs_demo" loading="eager"></gs-leaderboard>',
    }),
  ],
};
